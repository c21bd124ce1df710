using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Tests.Simulator.Analysis;

/// <summary>An incarnation of a shard's analyst: the real core, and a shell that does at any moment any thing that it may do then.</summary>
internal sealed class SimulatedAnalyst(AnalysisWorld world, int shard, int incarnation)
{
    private readonly PartitionLog _log = world.Logs[shard];
    private readonly SimulatedJournal _journal = world.Journals[shard];
    private LogReader _reader = null!;
    private Flight? _flight;
    private bool _asked;

    public PartitionAnalysis Core { get; } = new(shard, AnalysisWorld.Shards, AnalysisWorld.Options, incarnation, world.Mutation);

    public int Shard => shard;
    public int Order { get; private set; }
    public bool IsDead { get; set; }
    public bool HasRecovered { get; private set; }
    public bool IsServing { get; private set; }

    private TimeSpan Now => TimeSpan.FromMilliseconds(world.Broken == "wall" ? world.Wall : world.Monotonic);

    public void Recover()
    {
        (HasRecovered, Order) = (true, world.NextOrder());
        try
        {
            Core.Recover([.. _journal.Rows.Select(row => new JournalRow(row.Key, AnalystEntry.Read(row.Value.Bytes)))], world.Run);
        }
        catch (RecordsNotHeldException refused)
        {
            throw new SimulationFailure(refused.Message);
        }
        _reader = new LogReader(world, _log, shard, Core);
        world.Say($"a{shard}.{incarnation} recovers: newest entry {Core.Newest}, closed {Core.ClosedThrough}, reads from {Core.ReadFrom}");
        if ((world.Mutation & AnalysisMutation.NoClaim) != 0) IsServing = true;
        else Persist();
    }

    public void Act(Random chance)
    {
        if (!HasRecovered) Recover();
        else if (!IsServing) Acknowledge();
        else switch (chance.NextDouble())
            {
                case < .36: _reader.Step(); break;
                case < .66: Fold(false); break;
                case < .71: if (chance.NextDouble() < world.Asks) AskEnds(); break;
                case < .76: AnswerEnds(); break;
                case < .81: Core.Hear(world.Run); break;
                case < .89: Close(); break;
                case < .92: Persist(); break;
                case < .96: Acknowledge(); break;
                case < .98: WriteRows(); break;
                default: Trim(); break;
            }
    }

    /// <summary>A round of all that there is to do.</summary>
    public void Fair()
    {
        if (!HasRecovered) Recover();
        Core.Hear(world.Run);
        for (var i = 0; i < 6; i++) _reader.Step();
        for (var i = 0; i < 4; i++)
        {
            Fold(patient: world.IsOrderly);
            if (world.IsOrderly) AskAndClose();
        }
        AskAndClose();
        WriteRows();
        Persist();
        world.Database();
        world.Database();
        Acknowledge();
        if (IsDead) return;
        WriteRows();
        Trim();
        if (IsServing && !Core.IsReplaying) world.MostOpen = Math.Max(world.MostOpen, Core.OpenSpan);
    }

    public bool IsIdle
    {
        get
        {
            if (!IsServing || _flight is not null || !Core.IsSettled) return false;
            var at = Core.Positions;
            for (var topic = 0; topic < PartitionLog.Topics; topic++)
                if (at[topic] < _log.Stable(topic))
                    return false;
            return true;
        }
    }

    /// <summary>At least once: a prefix of what the board lacks, or of all that is kept; and how far the others are.</summary>
    public void Exchange(SimulatedBoard board)
    {
        if (!IsServing) return;
        var chance = world.Chance;
        var entries = Core.EntriesAfter(world.Faults && chance.Next(2) == 0 ? EntryName.None : board.Core.LastTaken(shard));
        var sent = world.Faults ? chance.Next(entries.Count + 1) : entries.Count;
        for (var i = 0; i < sent; i++) board.Core.Take(AnalystEntry.Read(entries[i].Bytes));
        Core.Hear(board.Core.OthersClosedThrough(shard), world.Run);
    }

    public void Persist()
    {
        if (_flight is not null || Core.TryCompose(Now) is not { } entry) return;
        _flight = new Flight(shard, entry, Order);
        world.OnTheWay.Add(_flight);
    }

    /// <summary>The outcome reaches the analyst: done, failed, or unknown (told as a failure; it may have been, or may yet be, done).</summary>
    public void Acknowledge()
    {
        if (_flight is null) return;
        if (_flight.Done is null && !(world.Faults && world.Chance.NextDouble() < .2)) return;
        var greater = world.Broken != "numbers" && _journal.Newest > _flight.Entry.Name.Number;
        if (_flight.Done == true && !greater && !(world.Faults && world.Chance.NextDouble() < .05))
        {
            if (_flight.Entry.IsClaim) IsServing = true;
            _flight = null;
            Core.Confirmed();
            return;
        }
        world.Say($"a{shard}.{incarnation} persist of {_flight.Entry.Name} failed or unknown: stops");
        IsDead = true;
    }

    public void WriteRows()
    {
        if (!IsServing || Core.RowsToWrite is not { } rows) return;
        world.Write(rows);
        Core.RowsWritten();
    }

    private void Trim()
    {
        if (!IsServing) return;
        var below = Core.TrimBelow(world.Received.Used[shard]);
        if (below == 0) return;
        world.Say($"a{shard}.{incarnation} trims below {below}");
        _journal.Trim(below);
    }

    private void Fold(bool patient)
    {
        if (!(patient && _reader.IsPatient())) Core.Fold(1);
    }

    private void AskAndClose()
    {
        if (Core.WantsEnds) AskEnds();
        AnswerEnds();
        Close();
    }

    private void AskEnds()
    {
        if (_asked) return;
        Core.AskEnds();
        _asked = true;
    }

    private void AnswerEnds()
    {
        if (!_asked) return;
        _asked = false;
        Core.EndsAnswered(_log.Ends(counting: world.Broken != "pending"));
    }

    private void Close()
    {
        _reader.Settle();
        var before = Core.ClosedThrough;
        if (Core.Close(Now) > 0) world.Say($"a{shard}.{incarnation} closes {before.Milliseconds}..{Core.ClosedThrough.Milliseconds} at {Core.Positions} c={Core.CompleteThrough.Milliseconds}");
    }
}
