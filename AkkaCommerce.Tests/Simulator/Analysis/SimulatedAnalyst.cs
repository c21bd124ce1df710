using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Tests.Simulator.Analysis;

/// <summary>An entry on its way into the journal.</summary>
internal sealed record Flight(SimulatedAnalyst By, AnalystEntry Entry)
{
    /// <summary>Null: not decided yet.</summary>
    public bool? Done { get; set; }
}

/// <summary>One incarnation of an analyst: the real core, and a shell that may stop before any step.</summary>
internal sealed class SimulatedAnalyst(AnalysisWorld world, int shard, long incarnation)
{
    private readonly PartitionAnalysis _core = new(shard, world.Shards, world.Options, incarnation, world.Broken);
    private ModelReader? _reader;
    private Positions? _ends;
    private bool _asked, _rowsStored;
    private EntryName _boardHas, _used;

    public PartitionAnalysis Core => _core;
    public int Shard => shard;
    public long Incarnation => incarnation;
    public long Order { get; private set; }
    public bool IsDead { get; set; }
    public bool IsRecovered => _reader is not null;
    public bool Serves { get; private set; }
    public Flight? Flight { get; private set; }

    public bool IsIdle => IsRecovered && Serves && Flight is null && _core.IsSettled && _reader!.HasAll;

    public void Act()
    {
        if (!IsRecovered)
        {
            Recover();
            return;
        }
        var x = world.Next();
        if (x < .36)
        {
            for (var i = world.Between(1, world.Burst); i > 0 && !world.Starves(shard); i--) _reader!.Step();
        }
        else if (x < .66) _core.Fold(world.Between(1, world.Burst));
        else if (x < .71)
        {
            if (world.Next() < world.Asks) AskEnds();
        }
        else if (x < .76) AnswerEnds();
        else if (x < .87) Close();
        else if (x < .89) _core.Hear(world.Run);
        else if (x < .92) Persist();
        else if (x < .96) Acknowledge();
        else if (x < .98) WriteRows();
        else Trim();
    }

    /// <summary>A turn without faults.</summary>
    public void Fair()
    {
        if (!IsRecovered) Recover();
        _core.Hear(world.Run);
        for (var burst = 0; burst < world.Burst; burst++)
        {
            for (var i = 0; i < 6; i++) _reader!.Step();
            for (var i = 0; i < 4; i++) FoldInTurn();
            if (world.Burst > 1 && _reader!.HasAll) break;
        }
        AskAndClose();
        WriteRows();
        WriteRows();
        Persist();
        world.Database();
        world.Database();
        Acknowledge();
        WriteRows();
        WriteRows();
        Trim();
        if (!_core.IsReplaying) world.MostOpen = Math.Max(world.MostOpen, _core.OpenSpan);
    }

    private void FoldInTurn()
    {
        var waits = world.IsOrderly && _reader!.LacksSomething && Enumerable.Range(0, ModelPartition.TopicCount).All(k => _core.HasRoom((Topic)k));
        if (!waits) _core.Fold(1);
        if (world.IsOrderly) AskAndClose();
    }

    public void Persist()
    {
        if (Flight is not null || _core.TryCompose(world.Mono) is not { } entry) return;
        Flight = new Flight(this, entry);
        world.InFlight.Add(Flight);
    }

    /// <summary>The outcome reaches the analyst: done, failed, or unknown, which is told as a failure, and may have been, or may yet be, done.</summary>
    public void Acknowledge()
    {
        if (Flight is not { } flight || (flight.Done is null && !(world.HasFaults && world.Chance(.2)))) return;
        var greater = !world.Has(AnalysisFault.ConfirmUnasked) && world.Journals[shard].Greatest > flight.Entry.Name.Number;
        if (flight.Done != true || greater || (world.HasFaults && world.Chance(.05)))
        {
            world.Say($"{this} stops: entry {flight.Entry.Name} failed or is in doubt");
            IsDead = true;
            return;
        }
        Flight = null;
        Serves = true;
        _core.Confirmed();
    }

    /// <summary>Into the tables, then, in another step, told so.</summary>
    public void WriteRows()
    {
        if (_rowsStored) _core.RowsWritten();
        else if (_core.RowsToWrite is { } rows) world.Tables.Write(rows);
        else return;
        _rowsStored = !_rowsStored;
    }

    /// <summary>Sends some of what it keeps, and hears what the board has and how far the others are.</summary>
    public void Exchange(SimulatedBoard board)
    {
        if (!IsRecovered) return;
        var entries = _core.EntriesAfter(world.HasFaults && world.Chance(.1) ? EntryName.None : _boardHas);
        var count = world.HasFaults ? world.Between(0, entries.Count) : entries.Count;
        for (var i = 0; i < count; i++) board.Core.Take(AnalystEntry.Read(entries[i].Bytes));
        if (world.HasFaults && world.Chance(.2)) return;
        (_boardHas, _used) = (board.Core.LastTaken(shard), board.Core.Received.Used[shard]);
        _core.Hear(board.Core.OthersClosedThrough(shard), world.Run);
    }

    public override string ToString() => $"analyst {shard}.{incarnation}";

    private void Recover()
    {
        var journal = world.Journals[shard];
        Order = world.NextOrder();
        _core.Recover(journal.Rows, world.Run);
        world.Say($"{this} recovers behind entry {journal.Greatest}, closed {_core.ClosedThrough.Milliseconds}, reads from {_core.ReadFrom}");
        _reader = new ModelReader(world, world.Logs[shard], _core);
        _reader.StartAt(_core.ReadFrom);
        Serves = (world.Broken & AnalysisMutation.NoClaim) != 0;
    }

    private void AskAndClose()
    {
        AskEnds();
        AnswerEnds();
        AnswerEnds();
        Close();
    }

    private void AskEnds()
    {
        if (!_core.WantsEnds) return;
        _core.AskEnds();
        _asked = true;
    }

    /// <summary>The log looks; in another step, the answer is there.</summary>
    private void AnswerEnds()
    {
        if (!_asked) return;
        if (_ends is not { } ends)
        {
            _ends = world.Logs[shard].Ends(counting: !world.Has(AnalysisFault.CommittedEnds));
            return;
        }
        (_ends, _asked) = (null, false);
        if (world.HasFaults && world.Chance(.1)) _core.EndsFailed();
        else _core.EndsAnswered(ends);
    }

    private void Close()
    {
        var before = _core.ClosedThrough;
        if (_core.Close(world.Mono) > 0)
            world.Say($"{this} closes {before.Milliseconds} to {_core.ClosedThrough.Milliseconds} at {_core.Positions}, complete {_core.CompleteThrough.Milliseconds}, progress {_core.Progress.Milliseconds}");
    }

    private void Trim()
    {
        if (_core.TrimBelow(_used) is var below and > 0) world.Journals[shard].DeleteBelow(below);
    }
}
