using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Ingestion.Runs;

namespace AkkaCommerce.Tests.Simulator.Analysis;

/// <summary>
/// What analysts and boards live in: a log's partitions, journals and tables that decide in any order what is done, a clock, and one source of chance.
/// </summary>
internal abstract class AnalysisWorld
{
    private readonly Random _random;
    private readonly AnalysisFault _faults;
    private long _order;

    protected AnalysisWorld(Random random, int shards, AnalysisMutation broken, AnalysisFault faults)
    {
        (_random, Broken, _faults) = (random, broken, faults);
        Logs = [.. Enumerable.Range(0, shards).Select(shard => new ModelPartition(shard))];
        Journals = [.. Enumerable.Range(0, shards).Select(_ => new ModelJournal())];
        Analysts = [.. Enumerable.Range(0, shards).Select(_ => new List<SimulatedAnalyst>())];
        Tables = new ModelTables(shards);
    }

    public int Shards => Logs.Length;
    public AnalysisMutation Broken { get; }
    public ModelPartition[] Logs { get; }
    public ModelJournal[] Journals { get; }
    public ModelTables Tables { get; }

    /// <summary>Each shard's incarnations, the newest last.</summary>
    public List<SimulatedAnalyst>[] Analysts { get; }
    public List<SimulatedBoard> Boards { get; protected set; } = [];

    /// <summary>Inserts that are not decided.</summary>
    public List<Flight> InFlight { get; protected set; } = [];

    public abstract AnalysisOptions Options { get; }
    public abstract SimulationRun? Run { get; }
    public abstract long Wall { get; }
    public abstract TimeSpan Mono { get; }
    public abstract bool HasFaults { get; }

    /// <summary>The share of times that an analyst asks for the ends when it could.</summary>
    public abstract double Asks { get; }

    /// <summary>Records read, and folded, in one act, at most.</summary>
    public virtual int Burst => 1;

    /// <summary>Whether the log is read in order of append time, and folded only with the next record of every topic at hand.</summary>
    public virtual bool IsOrderly => false;

    /// <summary>Whether no event of the simulation can be late, whatever happens.</summary>
    public abstract bool IsNeverLate { get; }

    /// <summary>The greatest number of panes that were open at once in a turn without faults.</summary>
    public long MostOpen { get; set; }

    public bool Has(AnalysisFault fault) => (_faults & fault) != 0;
    public int Between(int least, int greatest) => _random.Next(least, greatest + 1);
    public int Below(int bound) => _random.Next(bound);
    public double Next() => _random.NextDouble();
    public bool Chance(double share) => _random.NextDouble() < share;
    public T Pick<T>(params ReadOnlySpan<T> of) => of[_random.Next(of.Length)];
    public long NextOrder() => ++_order;

    /// <summary>Whether the log is silent to a shard's analyst now.</summary>
    public virtual bool Starves(int shard) => false;

    public abstract void Say(string text);

    /// <summary>How far each shard's newest analyst is, for whoever reads that it is stuck.</summary>
    public string Standings => string.Join("; ", Analysts.Where(of => of.Count > 0).Select(of => of[^1]).Select(analyst =>
        $"{analyst} closed {analyst.Core.ClosedThrough.Milliseconds} complete {analyst.Core.CompleteThrough.Milliseconds} held back by {analyst.Core.HeldBackBy}, "
        + $"board has {Boards.LastOrDefault()?.Core.LastTaken(analyst.Shard)} of {string.Join(' ', Journals[analyst.Shard].Chain().Select(entry => entry.Name))}, "
        + $"at {analyst.Core.Positions} of {Logs[analyst.Shard].Ends(true)}, replaying {analyst.Core.IsReplaying}, idle {analyst.IsIdle}"));

    public long PaneOf(long time) => PaneGrid.Of(Options).PaneOf(time);

    /// <summary>One insert into a journal is decided.</summary>
    public void Database()
    {
        if (InFlight.Count == 0) return;
        var at = Below(InFlight.Count);
        var flight = InFlight[at];
        InFlight.RemoveAt(at);
        if (HasFaults && Chance(.05))
        {
            flight.Done = false;
            return;
        }
        var (shard, entry) = (flight.By.Shard, flight.Entry);
        var freed = entry.Name.Number <= Journals[shard].Deleted;
        flight.Done = Journals[shard].Insert(entry);
        if (flight.Done != true) return;
        Say($"journal {shard}: {entry.Name}{(entry.IsClaim ? " claims" : "")}, closes {string.Join(' ', entry.Closes.Select(close => close.Pane))}, counts {entry.Counts.Count}, at {entry.Positions}{(freed ? ", a freed number" : "")}");
        if (!freed && Analysts[shard].Exists(analyst => analyst.Serves && analyst.Order > flight.By.Order && !analyst.IsDead))
            throw new AnalysisFailure("An older incarnation's entry came in after a newer one had begun to serve.");
    }

    protected void Spawn(int shard) => Analysts[shard].Add(new SimulatedAnalyst(this, shard, 1000 + NextOrder()));

    /// <summary>One of two boards at most finalizes, or hears of all analysts.</summary>
    protected void ABoardActs()
    {
        Boards = [.. Boards.Where(board => !board.IsDead).TakeLast(2)];
        if (Boards.Count == 0 || Chance(.03)) Boards.Add(new SimulatedBoard(this));
        var board = Boards[Below(Boards.Count)];
        if (Chance(.5)) board.Finalize(Between(1, 4));
        else
            foreach (var analyst in Analysts.SelectMany(of => of).Where(analyst => !analyst.IsDead)) analyst.Exchange(board);
    }

    /// <summary>The newest board takes what there is from the newest analysts, and makes final what it can.</summary>
    protected void AFairBoardActs()
    {
        if (Boards.Count == 0 || Boards[^1].IsDead) Boards = [new SimulatedBoard(this)];
        var board = Boards[^1];
        foreach (var of in Analysts)
            if (of.Count > 0 && !of[^1].IsDead) of[^1].Exchange(board);
        for (var i = 0; i < 3 && !board.IsDead; i++) board.Finalize(64);
    }
}
