using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Tests.Simulator.Analysis;
using AkkaCommerce.Tests.Simulator.Shop;

namespace AkkaCommerce.Tests.Simulator.Whole;

/// <summary>
/// Analysts and boards, and strangers who write too, beside a simulated shop: they read what its writers write, and act in its time, of which the
/// machines of the analysis see twenty times as much.
/// </summary>
internal sealed class WholeAnalysis : AnalysisWorld, IShopReaders
{
    private const int Faster = 20;

    private readonly ShopSimulator _shop;
    private readonly List<ModelStranger> _strangers;
    private readonly HashSet<SimulatedAnalyst> _paused = [];
    private readonly int? _starved;
    private SimulationRun _run;
    private long _wallFrom;
    private long? _goal, _idleSince;

    public WholeAnalysis(ShopSimulator shop, AnalysisMutation broken, AnalysisFault faults, int closesAhead) : base(shop.Random, shop.World.Shards, broken, faults)
    {
        _shop = shop;
        _run = shop.World.Shop.Run with { Until = shop.Until };
        _wallFrom = Pick(shop.World.From, shop.World.Goal + TimeSpan.FromHours(1)).Milliseconds;
        (Asks, Burst, _starved) = (Pick(1, .05), Pick(1, 4, 12), Pick<int?>(null, null, null, 0));
        Options = new AnalysisOptions
        {
            WindowPanes = Pick(5, 30, 30),
            BufferRecords = Pick(3, 40),
            MostGathered = Pick(2, 512),
            ClosesAhead = closesAhead,
        };
        _strangers = [.. Strangers.Draw(this, shop.World)];
        shop.After(1, Begin);
    }

    public IReadOnlyList<ModelPartition> Partitions => Logs;
    public bool IsDone { get; private set; }
    public override AnalysisOptions Options { get; }
    public override double Asks { get; }
    public override int Burst { get; }
    public override bool HasFaults => _shop.IsFaulty;
    public override bool IsNeverLate => _shop.World.InTimeOrder && (_strangers.Count == 0 || _shop.World.Untils[0] == _shop.World.Untils[1]);
    public override long Wall => Math.Max(0, _wallFrom + Faster * _shop.Now);
    public override TimeSpan Mono => TimeSpan.FromMilliseconds(Has(AnalysisFault.WallClock) ? Wall : Faster * _shop.Now);

    /// <summary>The run's record as it stands when it is read.</summary>
    public override SimulationRun Run
    {
        get
        {
            if (_run.Until != _shop.Until || _run.Retired != _shop.Retired) _run = _run with { Until = _shop.Until, Retired = _shop.Retired };
            return _run;
        }
    }

    public Timestamp? SlowestThrough
    {
        get
        {
            Timestamp? slowest = null;
            foreach (var of in Analysts)
            {
                if (of.Count == 0 || of[^1].IsDead || !of[^1].IsRecovered) return null;
                slowest = slowest is { } least ? Timestamp.Earlier(least, of[^1].Core.ClosedThrough) : of[^1].Core.ClosedThrough;
            }
            return slowest;
        }
    }

    public override bool Starves(int shard) => HasFaults && shard == _starved && !Chance(.05);

    public override void Say(string text) => _shop.Say(text);

    public void Check() => new WholeChecks(this, _shop).Check();

    private void Begin()
    {
        for (var shard = 0; shard < Shards; shard++)
        {
            Hire(shard);
            Watch(shard);
        }
        Again(10, 60, () =>
        {
            for (var i = Between(0, 2); i > 0; i--) Database();
        });
        Again(50, 300, () =>
        {
            if (HasFaults) ABoardActs();
            else AFairBoardActs();
            LookWhetherDone();
        });
        foreach (var stranger in _strangers) Again(5, 400, () => stranger.Step());
        if (_shop.IsCalm) return;
        Again(1000, 6000, () =>
        {
            if (HasFaults) Fault();
        });
    }

    private void Again(int least, int most, Action act) => _shop.After(Between(least, most), () =>
    {
        act();
        if (!IsDone) Again(least, most, act);
    });

    /// <summary>Begins an incarnation, which acts until it is dead.</summary>
    private void Hire(int shard)
    {
        Spawn(shard);
        var analyst = Analysts[shard][^1];
        _shop.After(1, () => Turn(analyst));
    }

    private void Turn(SimulatedAnalyst analyst)
    {
        if (analyst.IsDead || IsDone) return;
        if (!_paused.Contains(analyst))
        {
            if (HasFaults || analyst != Analysts[analyst.Shard][^1])
                for (var i = Between(1, 10); i > 0 && !analyst.IsDead; i--) analyst.Act();
            else analyst.Fair();
        }
        _shop.After(HasFaults ? Between(10, 120) : 60, () => Turn(analyst));
    }

    /// <summary>One that has stopped is started again; of those that live, the older ones are zombies.</summary>
    private void Watch(int shard) => Again(100, 1500, () =>
    {
        Analysts[shard].RemoveAll(analyst => analyst.IsDead);
        if (Analysts[shard].Count == 0) Hire(shard);
    });

    private void Fault()
    {
        var of = Analysts[Below(Shards)];
        var kind = Pick("crash", "double", "pause", "board", "wall");
        if (kind == "board") Boards.Add(new SimulatedBoard(this));
        else if (kind == "wall") _wallFrom += Pick(-600_000, -60_000, 60_000, 600_000);
        else if (of.Count > 0)
        {
            var analyst = of[Below(of.Count)];
            Say($"{analyst}: {kind}");
            if (kind == "crash") analyst.IsDead = true;
            if (kind == "pause" && _paused.Add(analyst)) _shop.After(Between(500, 20_000), () => _paused.Remove(analyst));
            if (kind != "crash" && of.Count < 3) Hire(analyst.Shard);
        }
    }

    /// <summary>All that is promised is final, and stays so for a while in which zombies act.</summary>
    private void LookWhetherDone()
    {
        if (HasFaults || !_shop.IsComplete || _shop.Until != _shop.World.Untils[1] || _strangers.Exists(stranger => !stranger.IsDone)) return;
        if (InFlight.Count > 0 || !Analysts.All(of => of.Count > 0 && of[^1].IsIdle))
        {
            (_goal, _idleSince) = (null, null);
            return;
        }
        _goal ??= ChainChecks.Promised(this);
        if ((Tables.Received.Pane ?? -1) < _goal) return;
        _idleSince ??= _shop.Now;
        IsDone = _shop.Now - _idleSince > 1500 && _paused.Count == 0;
    }
}
