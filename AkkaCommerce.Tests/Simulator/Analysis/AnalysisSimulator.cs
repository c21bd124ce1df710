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
internal sealed partial class AnalysisSimulator : AnalysisWorld
{
    public const int ShardCount = 2;
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

    private static readonly int[][] Users = [.. Enumerable.Range(0, ShardCount).Select(shard => Enumerable.Range(0, 100).Where(user => Partitioner.ShardOf(user, ShardCount) == shard).Take(4).ToArray())];

    private readonly Action<string>? _trace;
    private readonly List<ModelSimulation> _simulations = [];
    private readonly List<ModelStranger> _strangers = [];
    private readonly int? _slow, _starved;
    private readonly double _crashes, _share;
    private readonly bool _retires;
    private List<Flight> _held = [];
    private List<SimulatedAnalyst> _zombies = [];
    private int _extend, _draw, _step;
    private long _mono, _wall;
    private bool _faulty = true;
    private SimulationRun? _run;

    public AnalysisSimulator(int seed, AnalysisMutation broken = AnalysisMutation.None, AnalysisFault faults = AnalysisFault.None, Action<string>? trace = null)
        : base(new Random(seed * 2 + 1), ShardCount, broken, faults)
    {
        _trace = trace;
        Kind = Pick(AnalysisKind.Simulation, AnalysisKind.Simulation, AnalysisKind.Mixed, AnalysisKind.Mixed,
            AnalysisKind.Strangers, AnalysisKind.Static, AnalysisKind.CatchUp, AnalysisKind.Stray);
        Stride = !IsOrderly && Chance(.3) ? 8 : Between(1, 3);
        (_slow, _crashes, _share) = (Pick<int?>(null, null, 0, 1), Pick(0, .002, .006), Pick(.03, .08, .14));
        (Asks, _starved) = (Pick(1, .05), Pick<int?>(null, null, null, 0));
        _wall = Chance(.5) && Kind != AnalysisKind.Static ? From : 5000;
        if (HasSimulation) _run = Shop with { Until = new Timestamp(From + (IsOrderly ? 60 : Between(6, 16)) * Pane) };
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
            ClosesAhead = IsOrderly ? 2048 : Seeds.ClosesAhead(seed),
            BetweenEmptyEntries = TimeSpan.FromMilliseconds(2),
        };
        Produce();
        Say($"{Kind}, until {Until}, then {_extend} more, wall {Wall}, strangers {string.Join(' ', _strangers.Select(s => s.Left))}");
    }

    public AnalysisKind Kind { get; }
    public override AnalysisOptions Options { get; }
    public override SimulationRun? Run => _run;
    public long Until => Run?.Until?.Milliseconds ?? 0;
    public override long Wall => _wall;
    public override TimeSpan Mono => TimeSpan.FromMilliseconds(Has(AnalysisFault.WallClock) ? Wall : _mono);
    public override bool HasFaults => _faulty;
    public bool HasSimulation => Kind is not (AnalysisKind.Strangers or AnalysisKind.Static);
    public override bool IsOrderly => Kind is AnalysisKind.CatchUp or AnalysisKind.Stray;
    public override bool IsNeverLate => Kind is AnalysisKind.Simulation or AnalysisKind.CatchUp || !Extends;
    public bool Extends { get; }
    public int Stride { get; }
    public override double Asks { get; }

    /// <summary>Whether the log is silent to a shard's analyst now, in the seeds where it is slow.</summary>
    public override bool Starves(int shard) => HasFaults && shard == _starved && !Chance(.002);
    public override void Say(string text) => _trace?.Invoke($"{_step,6} wall {Wall,6} {text}");

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
            _run = Run! with { Retired = true };
        }
        Drain();
        Check();
    }

    private void Check() => new AnalysisChecks(this).Check();

    private void Tick(int time = 1)
    {
        _wall += time;
        _mono += time;
        if (HasFaults && Kind != AnalysisKind.Static && !IsOrderly && Chance(.02)) _wall = Math.Max(0, Wall + Pick(-60, 60, -3000, 3000));
    }

    private HandMadeEvent Visit(int shard, long time, int topic) => new(
        Users[shard][Below(4)], topic switch { 0 => EventType.PageView, 1 => Pick(EventType.AddToCart, EventType.RemoveFromCart), 2 => _draw % 4 == 3 ? EventType.Refund : EventType.Purchase, _ => Pick(EventType.SessionStart, EventType.SessionEnd) },
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
                _strangers.Add(new ModelStranger(this, Logs[shard], others.Where((_, i) => i % 2 == 1).Select(ModelStranger.Record)));
                others = [.. others.Where((_, i) => i % 2 == 0)];
            }
            if (others.Count > 0) _strangers.Add(new ModelStranger(this, Logs[shard], others.Select(ModelStranger.Record)));
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
