using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Simulation.Clock;
using AkkaCommerce.Simulation.Shards;
using AkkaCommerce.Simulation.Shoppers;
using AkkaCommerce.Tests.Simulator.Analysis;

namespace AkkaCommerce.Tests.Simulator.Shop;

/// <summary>
/// One seed of the simulation half: the real clock, writers, shards and shoppers on two nodes, over a log, a journal and a network that fail, all
/// in one thread and one order. What is committed in the end is held against the straight function of the shop (<see cref="ShopChecks"/>).
/// Time of the machines is in milliseconds. With readers beside it, it goes on until these are done too.
/// </summary>
internal sealed class ShopSimulator
{
    private readonly PriorityQueue<Action, (long, long)> _queue = new();
    private readonly List<(CampaignCommand Command, long Seen)> _commands = [];
    private readonly Action<string>? _trace;
    private readonly ShopFault _faults;
    private readonly ShopSpeed _speed;
    private readonly long _faultsEnd, _grows;
    private readonly double _slowShare;
    private long _ticket;

    public ShopSimulator(int seed, ShopFault faults = ShopFault.None, ProtocolMutation broken = ProtocolMutation.None,
        ShopMutation shop = ShopMutation.None, Action<string>? trace = null, Func<ShopSimulator, IShopReaders>? readers = null)
    {
        (Random, _faults, Broken, _trace) = (new Random(seed * 2 + 1), faults, broken, trace);
        World = new ShopWorld(seed, shop, readers is null ? (25, 130) : (100, 151));
        Checks = new ShopChecks(this);
        _speed = readers is null ? Pick(new ShopSpeed(15), new ShopSpeed(40), new ShopSpeed(150), ShopSpeed.Max) : Pick(new ShopSpeed(40), new ShopSpeed(150), ShopSpeed.Max);
        ClockSettings = new ClockSettings
        {
            Shards = World.Shards,
            From = World.From,
            Pane = ShopWorld.Pane,
            Speed = _speed,
            Bound = TimeSpan.FromSeconds(Between(20, 150)),
            Stride = Chance(.3) ? World.ToFirstStart() : TimeSpan.FromSeconds(Between(4, 90)),
            LookBack = World.Shop.LookBack,
        };
        (Tick, LiveShoppers) = (Pick(100, 300), Pick(1, 3, 1000, 1000));
        _slowShare = Pick(.08, .08, .3);
        IsCalm = Chance(.05);
        _faultsEnd = IsCalm ? 0 : Between(3000, 25_000);
        for (var id = Between(0, 9); id > 0; id--) _commands.Add((World.Command(Random, id), Between(0, (int)Math.Max(2000, _faultsEnd))));
        _grows = Between(1000, 20_000);
        Readers = readers?.Invoke(this);
        Logs = [.. Enumerable.Range(0, World.Shards).Select(shard => new ModelLog(this, shard, Readers?.Partitions[shard]))];
        Nodes = [new SimulatedNode(this, "a", 0), new SimulatedNode(this, "b", 1)];
        Network = new Cluster(this, Random);
        if (IsCalm) return;
        for (var fault = Between(0, 9); fault > 0; fault--) After(Between(500, (int)_faultsEnd), Network.Fault);
        if (Chance(.12)) After(Between(500, (int)_faultsEnd), Retire);
    }

    public Random Random { get; }

    public ShopWorld World { get; }

    /// <summary>Who reads what is committed, if anyone does.</summary>
    public IShopReaders? Readers { get; }

    public ShopChecks Checks { get; }

    public ModelLog[] Logs { get; }

    public ModelClockJournal Journal { get; } = new();

    public ClockSettings ClockSettings { get; }

    public SimulatedNode[] Nodes { get; }

    public Cluster Network { get; }

    public ProtocolMutation Broken { get; }

    public List<string> Failures { get; } = [];

    public long Now { get; private set; }

    /// <summary>The time at which the log appends.</summary>
    public long Wall => Readers?.Wall ?? 0;

    public TimeSpan Time => TimeSpan.FromMilliseconds(Now);

    public bool IsCalm { get; }

    public bool IsFaulty => Now < _faultsEnd;

    public Timestamp Until => World.Untils[Now >= _grows ? 1 : 0];

    /// <summary>The row <c>retiring</c> is there; the row <c>retired</c> is.</summary>
    public bool Retires { get; private set; }

    public bool Retired { get; private set; }

    public int Tick { get; }

    public int LiveShoppers { get; }

    public int Rebuilds { get; set; }

    public int Created { get; set; }

    /// <summary>Whether every shard has reached the end.</summary>
    public bool IsComplete => Retired || Array.TrueForAll(Logs, log => log.Through == World.Goal) && Checks.AreAllTaken();

    public IEnumerable<CampaignCommand> Commands => _commands.Select(c => c.Command);

    public IEnumerable<CampaignCommand> CommandsToBeSeen => _commands.Where(c => c.Seen <= Now).Select(c => c.Command);

    public bool Has(ShopFault fault) => (_faults & fault) != 0;

    public int Between(int least, int greatest) => Random.Next(least, greatest + 1);

    public bool Chance(double share) => Random.NextDouble() < share;

    public T Pick<T>(params ReadOnlySpan<T> of) => of[Random.Next(of.Length)];

    public long NextTicket() => ++_ticket;

    public void Say(string text) => _trace?.Invoke($"{Now,6} {text}");

    public void Fail(string text)
    {
        Say("FAIL " + text);
        Failures.Add(text);
    }

    public void After(long delay, Action act) => _queue.Enqueue(act, (Now + delay, ++_ticket));

    /// <summary>One message: lost, late, repeated, overtaken.</summary>
    public void Send(IMortal target, Action act)
    {
        var copies = !IsFaulty ? 1 : Random.Next(11) switch { 9 => 0, 10 => 2, _ => 1 };
        for (; copies > 0; copies--)
        {
            var delay = IsFaulty && Chance(_slowShare) ? Between(200, 4000) : Between(1, 20);
            After(delay, () =>
            {
                if (target.IsAlive) act();
            });
        }
    }

    /// <summary>A message through a node's region, to where that node believes the shard is.</summary>
    public void SendToShard(SimulatedNode from, int shard, Action<SimulatedNode> act)
    {
        var home = Nodes[Network.Homes[from.Number][shard]];
        Send(home, () => act(home));
    }

    public Transaction Copy(ShardBatch batch)
    {
        var records = new ulong[Topics.EventTopics][];
        for (var topic = 0; topic < records.Length; topic++) records[topic] = RecordHash.All(batch.EventsOrNull((Topic)topic));
        var transaction = new Transaction(batch.Progress.Through, records, batch.Truth) { Written = Readers is null ? [] : WrittenRecords.Of(batch) };
        batch.Dispose();
        return transaction;
    }

    /// <summary>Runs the seed through its faults and on until every shard has reached the end; what is wrong, if anything.</summary>
    public IReadOnlyList<string> Run()
    {
        ShopChecks.Current = Checks;
        try
        {
            Go();
            ShopChecks.Current = null;
            if (Failures.Count == 0) Checks.Check();
            if (Failures.Count == 0) Readers?.Check();
        }
        catch (Exception refused) when (refused is InvalidOperationException or AnalysisFailure or RecordsNotHeldException)
        {
            Fail(refused.Message);
        }
        finally
        {
            ShopChecks.Current = null;
        }
        return Failures;
    }

    private void Go()
    {
        var factor = _speed.IsMax ? 400 : _speed.Factor;
        var limit = Math.Max(_faultsEnd + 12_000, _grows) + 45_000 + (long)((World.Goal - World.From).TotalMilliseconds / factor) + (Readers is null ? 0 : 180_000);
        while (_queue.TryDequeue(out var act, out var at) && at.Item1 < limit && Failures.Count == 0)
        {
            Now = at.Item1;
            act();
            if (!IsFaulty && IsComplete && Readers is null or { IsDone: true }) break;
        }
    }

    /// <summary>First a row that forbids opening, then a fence for every shard, then <c>retired</c>.</summary>
    private void Retire()
    {
        if (Has(ShopFault.Retired))
        {
            Retired = true;
            return;
        }
        Retires = true;
        Say("retiring");
        Fence(0);
    }

    private void Fence(int shard)
    {
        if (shard == World.Shards)
        {
            Retired = true;
            Say("retired");
            return;
        }
        Logs[shard].Open();
        After(Between(10, 600), () => Fence(shard + 1));
    }
}
