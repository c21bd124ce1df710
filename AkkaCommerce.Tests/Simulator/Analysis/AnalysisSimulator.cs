using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Tests.Analytics.Hosting;

namespace AkkaCommerce.Tests.Simulator.Analysis;

/// <summary>What a seed is about.</summary>
internal enum AnalysisKind
{
    /// <summary>The simulation alone.</summary>
    Simulation,

    /// <summary>The simulation and strangers.</summary>
    Mixed,

    /// <summary>Strangers alone.</summary>
    Strangers,

    /// <summary>Strangers whose log is complete and in order.</summary>
    Static,

    /// <summary>The simulation's complete log, read at once.</summary>
    CatchUp,

    /// <summary>The same with one record of a stranger.</summary>
    Stray,
}

/// <summary>
/// One seed of the analysis half: the real analysts and board over a log, a journal and tables that fail, all in one thread and one order. A tick is
/// a millisecond, a pane four, a window four panes. What is written in the end is held against the log by brute force (<see cref="AnalysisChecks"/>).
/// </summary>
internal sealed partial class AnalysisSimulator
{
    public const int Shards = 2;
    public const int Pane = 4;
    public const int Window = 4;
    public const int Lateness = 4;
    public const int Ahead = 16;
    public const int From = 8 * Pane;

    private static readonly SimulationRun Shop = new()
    {
        Seed = 1,
        Shoppers = 8,
        Products = 6,
        VisitsPerDay = 8,
        From = new Timestamp(From),
        Zone = TimeSpan.Zero,
        Until = new Timestamp(From),
    };

    public static readonly long OwnRun = Shop.RunId;

    private static readonly int[][] Users = [.. Enumerable.Range(0, Shards).Select(shard => Enumerable.Range(0, 100).Where(user => Partitioner.ShardOf(user, Shards) == shard).Take(4).ToArray())];

    private readonly Random _random;
    private readonly AnalysisFault _faults;
    private readonly Action<string>? _trace;
    private readonly List<ModelSimulation> _simulations = [];
    private readonly List<ModelStranger> _strangers = [];
    private readonly List<SimulatedAnalyst>[] _analysts = [.. Enumerable.Range(0, Shards).Select(_ => new List<SimulatedAnalyst>())];
    private readonly int? _slow, _starved;
    private readonly double _crashes, _share;
    private readonly bool _retires;
    private List<SimulatedBoard> _boards = [];
    private List<Flight> _held = [];
    private List<SimulatedAnalyst> _zombies = [];
    private int _extend, _draw, _step;
    private long _mono, _order;

    public AnalysisSimulator(int seed, AnalysisMutation broken = AnalysisMutation.None, AnalysisFault faults = AnalysisFault.None, Action<string>? trace = null)
    {
        (_random, Broken, _faults, _trace) = (new Random(seed * 2 + 1), broken, faults, trace);
        Kind = Pick(AnalysisKind.Simulation, AnalysisKind.Simulation, AnalysisKind.Mixed, AnalysisKind.Mixed,
            AnalysisKind.Strangers, AnalysisKind.Static, AnalysisKind.CatchUp, AnalysisKind.Stray);
        Stride = !IsOrderly && Chance(.3) ? 8 : Between(1, 3);
        (_slow, _crashes, _share) = (Pick<int?>(null, null, 0, 1), Pick(0, .002, .006), Pick(.03, .08, .14));
        (Asks, _starved) = (Pick(1, .05), Pick<int?>(null, null, null, 0));
        Wall = Chance(.5) && Kind != AnalysisKind.Static ? From : 5000;
        if (HasSimulation) Run = Shop with { Until = new Timestamp(From + (IsOrderly ? 60 : Between(6, 16)) * Pane) };
        _extend = HasSimulation && !IsOrderly && Chance(.4) ? Between(1, 6) * Pane : 0;
        (Extends, _retires) = (_extend > 0, Chance(.5));
        Options = new AnalysisOptions
        {
            Pane = TimeSpan.FromMilliseconds(Pane),
            WindowPanes = Window,
            Lateness = TimeSpan.FromMilliseconds(Lateness),
            Silence = TimeSpan.FromMilliseconds(12),
            Ahead = TimeSpan.FromMilliseconds(Ahead),
            BufferRecords = 3,
            MostGathered = Pick(2, 512),
            BetweenEmptyEntries = TimeSpan.FromMilliseconds(2),
        };
        Produce();
        Say($"{Kind}, until {Until}, then {_extend} more, wall {Wall}, strangers {string.Join(' ', _strangers.Select(s => s.Left))}");
    }

    public AnalysisKind Kind { get; }
    public AnalysisMutation Broken { get; }
    public AnalysisOptions Options { get; }
    public ModelPartition[] Logs { get; } = [.. Enumerable.Range(0, Shards).Select(shard => new ModelPartition(shard))];
    public ModelJournal[] Journals { get; } = [.. Enumerable.Range(0, Shards).Select(_ => new ModelJournal())];
    public ModelTables Tables { get; } = new(Shards);
    public List<Flight> InFlight { get; private set; } = [];
    public SimulationRun? Run { get; private set; }
    public long Until => Run?.Until?.Milliseconds ?? 0;
    public long Wall { get; private set; }
    public TimeSpan Mono => TimeSpan.FromMilliseconds(Has(AnalysisFault.WallClock) ? Wall : _mono);
    public bool HasFaults { get; private set; } = true;
    public bool HasSimulation => Kind is not (AnalysisKind.Strangers or AnalysisKind.Static);
    public bool IsOrderly => Kind is AnalysisKind.CatchUp or AnalysisKind.Stray;
    public bool Extends { get; }
    public int Stride { get; }
    public double Asks { get; }
    public long MostOpen { get; set; }

    public bool Has(AnalysisFault fault) => (_faults & fault) != 0;
    public int Between(int least, int greatest) => _random.Next(least, greatest + 1);
    public int Below(int bound) => _random.Next(bound);
    public double Next() => _random.NextDouble();
    public bool Chance(double share) => _random.NextDouble() < share;
    public T Pick<T>(params ReadOnlySpan<T> of) => of[_random.Next(of.Length)];
    /// <summary>Whether the log is silent to a shard's analyst now, in the seeds where it is slow.</summary>
    public bool Starves(int shard) => HasFaults && shard == _starved && !Chance(.002);
    public long NextOrder() => ++_order;
    public void Say(string text) => _trace?.Invoke($"{_step,6} wall {Wall,6} {text}");

    /// <exception cref="AnalysisFailure">Something is wrong.</exception>
    public void RunAll()
    {
        if (Kind == AnalysisKind.Static || IsOrderly) FinishProducers();
        if (!IsOrderly) Chaos(Pick(200, 600, 1500));
        Drain();
        Wake();
        Drain();
        Check();
        if (_extend > 0 && Kind == AnalysisKind.Simulation) GrowAfterALongWhile();
        if (Kind is AnalysisKind.Mixed or AnalysisKind.Strangers) Epilogue();
        if (HasSimulation && _retires)
        {
            FinishProducers();
            Run = Run! with { Retired = true };
        }
        Drain();
        Check();
    }

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
        if (!freed && _analysts[shard].Exists(analyst => analyst.Serves && analyst.Order > flight.By.Order && !analyst.IsDead))
            throw new AnalysisFailure("An older incarnation's entry came in after a newer one had begun to serve.");
    }

    private void Check() => new AnalysisChecks(this).Check();

    private void Tick(int time = 1)
    {
        Wall += time;
        _mono += time;
        if (HasFaults && Kind != AnalysisKind.Static && !IsOrderly && Chance(.02)) Wall = Math.Max(0, Wall + Pick(-60, 60, -3000, 3000));
    }

    private void Spawn(int shard) => _analysts[shard].Add(new SimulatedAnalyst(this, shard, 1000 + NextOrder()));

    private HandMadeEvent Visit(int shard, long time, int topic) => new(
        Users[shard][Below(4)], topic switch { 0 => EventType.PageView, 1 => Pick(EventType.AddToCart, EventType.RemoveFromCart), 2 => EventType.Purchase, _ => Pick(EventType.SessionStart, EventType.SessionEnd) },
        time, Below(6), Between(100, 9_999), Between(1, 3), _draw++);

    private int Weighted(params ReadOnlySpan<double> weights)
    {
        var sum = 0d;
        foreach (var weight in weights) sum += weight;
        var x = Next() * sum;
        for (var i = 0; i < weights.Length - 1; i++)
            if ((x -= weights[i]) < 0)
                return i;
        return weights.Length - 1;
    }

    private void Produce()
    {
        var sparse = Chance(.5);
        var top = (int)(HasSimulation ? Until : From + Between(6, 16) * Pane) + _extend;
        for (var shard = 0; shard < Shards; shard++)
        {
            List<HandMadeEvent> own = [];
            for (var left = IsOrderly ? 120 : Pick(0, 10, 40, 80); left > 0; left--) own.Add(Visit(shard, Between(From + 1, top - 1), Weighted(8, 3, sparse ? .1 : 2, 2)));
            own = [.. own.OrderBy(e => e.Time)];
            if (HasSimulation) _simulations.Add(new ModelSimulation(this, Logs[shard], own));
            var others = Kind switch
            {
                AnalysisKind.Mixed or AnalysisKind.Strangers => Strangers(shard),
                AnalysisKind.Static => own,
                AnalysisKind.Stray when shard == 0 => [Visit(0, From + 2, 0)],
                _ => [],
            };
            if (others.Count > 8 && Kind != AnalysisKind.Static)
            {
                _strangers.Add(new ModelStranger(this, Logs[shard], others.Where((_, i) => i % 2 == 1)));
                others = [.. others.Where((_, i) => i % 2 == 0)];
            }
            if (others.Count > 0) _strangers.Add(new ModelStranger(this, Logs[shard], others));
        }
    }

    private List<HandMadeEvent> Strangers(int shard)
    {
        List<HandMadeEvent> events = [];
        var (at, apart) = (Pick(From, Wall - 10, 4 * Pane), Pick(0, 3, 12, 40));
        for (var left = Pick(0, 5, 25); left > 0; left--)
        {
            at += Between(0, 6);
            var time = at + Between(-apart, apart) + (Chance(.1) ? Pick(-30, 14, 30) : 0);
            events.Add(Visit(shard, Math.Clamp(time, 0, Wall + 400), Weighted(4, 2, 1, 1)));
        }
        return events;
    }
}
