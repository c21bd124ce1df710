using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;

namespace AkkaCommerce.Tests.Simulator.Analysis;

/// <summary>
/// Two shards' logs, producers, analysts, journals, the board and the tables, under one seed. A millisecond here stands for 2.5 s: panes of 4,
/// windows of 4 panes.
/// </summary>
internal sealed partial class AnalysisWorld
{
    public const int Pane = 4, Window = 4, Shards = 2, From = 8 * Pane;

    public static readonly AnalysisOptions Options = new()
    {
        Pane = TimeSpan.FromMilliseconds(Pane),
        WindowPanes = Window,
        Lateness = TimeSpan.FromMilliseconds(4),
        Ahead = TimeSpan.FromMilliseconds(16),
        Silence = TimeSpan.FromMilliseconds(12),
        BufferRecords = 3,
        BetweenEmptyEntries = TimeSpan.Zero,
    };

    /// <summary>Four users of each shard.</summary>
    private static readonly int[][] Users =
        [.. Enumerable.Range(0, Shards).Select(shard => Enumerable.Range(0, 100).Where(user => Partitioner.ShardOf(user, Shards) == shard).Take(4).ToArray())];

    private readonly Action<string>? _trace;
    private readonly List<SimulationProducer> _simulations = [];
    private readonly List<ForeignProducer> _others = [];
    private readonly List<SimulatedAnalyst>[] _analysts = [[], []];
    private List<SimulatedBoard> _boards = [];
    private List<SimulatedAnalyst> _zombies = [];
    private List<Flight> _held = [];
    private readonly int? _slow;
    private readonly double _crashes;
    private readonly double _share;
    private readonly bool _extends;
    private readonly bool _retires;
    private readonly SimulationRun? _template;
    private int _extend;
    private int _incarnations;
    private int _orders;
    private int _step;
    private int _numbers;
    private bool _retired;

    public AnalysisWorld(int seed, AnalysisMutation mutation = AnalysisMutation.None, string broken = "", Action<string>? trace = null)
    {
        (Mutation, Broken, _trace) = (mutation, broken, trace);
        var r = Chance = new Random(seed);
        Kind = Pick("sim", "sim", "mixed", "mixed", "foreign", "static", "catchup", "stray");
        (IsOrderly, Stride) = (Kind is "catchup" or "stray", r.Next(1, 4));
        if (!IsOrderly && r.NextDouble() < .3) Stride = 8;
        (_slow, _crashes, _share) = (Pick(null, null, (int?)0, 1), Pick(0, .002, .006), Pick(.03, .08, .14));
        Asks = Pick(1, .05);
        var sparse = r.Next(2) == 0;
        var panes = IsOrderly ? 60 : r.Next(6, 17);
        Wall = r.Next(2) == 0 && Kind != "static" ? From : 5000;
        Until = From + panes * Pane;
        var hasRun = Kind is not ("foreign" or "static");
        _extend = hasRun && !IsOrderly && r.NextDouble() < .4 ? r.Next(1, 7) * Pane : 0;
        (_extends, _retires) = (_extend > 0, r.Next(2) == 0);
        if (hasRun)
        {
            _template = SimulatedEvent.RunRecord;
        }
        for (var shard = 0; shard < Shards; shard++) Populate(shard, hasRun, sparse, Until + _extend);
        Say($"kind {Kind}, until {Until}, extend {_extend}, wall {Wall}");
    }

    public Random Chance { get; }
    public AnalysisMutation Mutation { get; }

    /// <summary>A rule that is broken outside of the cores, by its name.</summary>
    public string Broken { get; }
    public string Kind { get; }
    public bool IsOrderly { get; }
    public int Stride { get; }
    public double Asks { get; }
    public bool Faults { get; private set; } = true;
    public long Wall { get; private set; }
    public long Monotonic { get; private set; }
    public long Until { get; private set; }
    public long MostOpen { get; set; }
    public PartitionLog[] Logs { get; } = [new(), new()];
    public SimulatedJournal[] Journals { get; } = [new(), new()];
    public List<Flight> OnTheWay { get; private set; } = [];
    public Received Received { get; set; } = Received.Nothing(Shards);
    public SortedDictionary<long, (string Json, ReadOnlyMemory<byte> Pane)> Windows { get; } = [];
    public HashSet<(int Shard, Topic Topic, long Offset, bool Late)> Rows { get; } = [];
    public Dictionary<(int Shard, EntryName Entry), IReadOnlyList<PaneCount>> Counts { get; } = [];

    public SimulationRun? Run => _template is null ? null : _template with { Until = new Timestamp(Until), Retired = _retired };

    public int NextOrder() => ++_orders;

    public void Say(string text) => _trace?.Invoke($"{_step,5} wall {Wall,5} | {text}");

    public void Write(EntryRows rows)
    {
        foreach (var entry in rows.Counts) Counts[(rows.Shard, entry.Entry)] = entry.Panes;
        foreach (var record in rows.Records) Rows.Add((record.Partition, record.Topic, record.Offset, record.IsLate));
    }

    /// <summary>One of the entries on their way comes to the journal.</summary>
    public void Database()
    {
        if (OnTheWay.Count == 0) return;
        var at = Chance.Next(OnTheWay.Count);
        var flight = OnTheWay[at];
        OnTheWay.RemoveAt(at);
        if (Faults && Chance.NextDouble() < .05)
        {
            flight.Done = false;
            return;
        }
        var journal = Journals[flight.Shard];
        var freed = flight.Entry.Name.Number <= journal.Deleted;
        flight.Done = journal.Insert(flight.Entry);
        if (flight.Done != true) return;
        Say($"journal {flight.Shard}: {flight.Entry.Name}{(flight.Entry.IsClaim ? " claimed" : "")} [{string.Join(',', flight.Entry.Closes.Select(close => close.Pane))}] at {flight.Entry.Positions}{(freed ? " (a freed number)" : "")}");
        if (!freed && _analysts[flight.Shard].Exists(a => a.IsServing && a.Order > flight.Order && !a.IsDead))
            throw new SimulationFailure("an older incarnation's entry came in after a newer one had begun to serve");
    }

    public void Go()
    {
        if (Kind is "static" or "catchup" or "stray") FinishProducers();
        if (!IsOrderly) Chaos(Pick(200, 600, 1500));
        Drain();
        Wake();
        Drain();
        Check();
        if (_extend > 0 && Kind == "sim")
        {
            // Idle a long while, then `until` grows.
            for (var i = 0; i < 30; i++)
            {
                Tick(2);
                foreach (var analysts in _analysts)
                    if (!analysts[^1].IsDead) analysts[^1].Fair();
            }
            Grow();
            Drain();
            Check();
        }
        if (Kind is "mixed" or "foreign") Epilogue();
        if (_template is not null && _retires)
        {
            FinishProducers();
            _retired = true;
        }
        Drain();
        Check();
    }

    private T Pick<T>(params ReadOnlySpan<T> choices) => choices[Chance.Next(choices.Length)];

    private void Populate(int shard, bool hasRun, bool sparse, long top)
    {
        var r = Chance;
        var count = IsOrderly ? 120 : Pick(0, 10, 40, 80);
        var events = new List<(long Time, Topic Topic, int User)>();
        for (var i = 0; i < count; i++) events.Add((r.NextInt64(From + 1, top), Weighted(8, 3, sparse ? .1 : 2, 2), Users[shard][r.Next(4)]));
        events.Sort();
        if (hasRun) _simulations.Add(new SimulationProducer(this, Logs[shard], [.. events.Select(e => SimulatedEvent.Draw(r, e.Topic, e.Time, e.User, true, _numbers++))]));
        var foreign = new List<SimulatedEvent>();
        if (Kind is "mixed" or "foreign")
        {
            var (at, disorder) = (Pick(From, Wall - 10, 4 * Pane), Pick(0, 3, 12, 40));
            for (var i = Pick(0, 5, 25); i > 0; i--)
            {
                at += r.Next(0, 7);
                var time = at + r.Next(-disorder, disorder + 1) + (r.NextDouble() < .1 ? Pick(-30, 14, 30) : 0);
                foreign.Add(AnyForeign(shard, Weighted(4, 2, 1, 1), Math.Max(0, Math.Min(time, Wall + 400))));
            }
        }
        if (Kind == "static") foreign = [.. events.Select(e => SimulatedEvent.Draw(r, e.Topic, e.Time, e.User, false, _numbers++))];
        if (Kind == "stray" && shard == 0) foreign = [SimulatedEvent.Draw(r, Topic.PageViews, From + 2, Users[0][0], false, _numbers++)];
        if (foreign.Count > 8 && Kind != "static")
        {
            _others.Add(new ForeignProducer(this, Logs[shard], [.. foreign.Where((_, i) => i % 2 == 1)]));
            foreign = [.. foreign.Where((_, i) => i % 2 == 0)];
        }
        if (foreign.Count > 0) _others.Add(new ForeignProducer(this, Logs[shard], foreign));
    }

    private SimulatedEvent AnyForeign(int shard, Topic topic, long time) => Chance.NextDouble() < .05
        ? SimulatedEvent.Garbage(Chance, topic, time, Users[1 - shard][0], _numbers++)
        : SimulatedEvent.Draw(Chance, topic, time, Users[shard][Chance.Next(4)], false, _numbers++);

    private Topic Weighted(params ReadOnlySpan<double> weights)
    {
        var sum = 0.0;
        foreach (var weight in weights) sum += weight;
        var drawn = Chance.NextDouble() * sum;
        for (var i = 0; i < weights.Length; i++)
            if ((drawn -= weights[i]) < 0) return (Topic)i;
        return (Topic)(weights.Length - 1);
    }

    private void Tick(int ticks = 1)
    {
        (Wall, Monotonic) = (Wall + ticks, Monotonic + ticks);
        if (Faults && Kind != "static" && !IsOrderly && Chance.NextDouble() < .02) Wall = Math.Max(0, Wall + Pick(-60, 60, -3000, 3000));
    }

    private void Grow()
    {
        (Until, _extend) = (Until + _extend, 0);
        Say($"until grows to {Until}");
    }
}
