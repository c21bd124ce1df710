using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Simulation.Shards;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Tests.Simulator.Shop;

/// <summary>A shard's writer on a node: the real core, around it a log and a network that fail.</summary>
internal sealed class SimulatedWriter : IMortal, IWriterShell<SimulatedShopper>
{
    private readonly ShopSimulator _simulator;
    private readonly SimulatedNode _node;
    private readonly int _shard;
    private readonly ModelLog _log;
    private readonly WriterCore<SimulatedShopper> _core;
    private int _epoch;

    public SimulatedWriter(ShopSimulator simulator, SimulatedNode node, int shard)
    {
        (_simulator, _node, _shard, _log) = (simulator, node, shard, simulator.Logs[shard]);
        var settings = new WriterSettings
        {
            From = simulator.World.From,
            LiveShoppers = simulator.LiveShoppers,
            LongestStep = TimeSpan.FromSeconds(simulator.Pick(20, 70, 250, 800)),
        };
        _core = new WriterCore<SimulatedShopper>(
            new ShardSimulation(simulator.World.Shop, shard, simulator.World.Shards, ShopWorld.Pane), settings, this, simulator.Broken);
        Tick();
    }

    public bool IsAlive { get; set; } = true;

    public Timestamp? Obey(Advance advance) => _core.Obey(advance, _simulator.Time);

    public long NextIncarnation() => _simulator.NextTicket();

    public void Open(long incarnation) => _simulator.After(_simulator.Between(50, 600), () =>
    {
        if (!IsAlive || !_core.IsOpening(incarnation)) return;
        if (_simulator.IsFaulty && _simulator.Chance(.05))
        {
            _core.Failed(incarnation, false, _simulator.Time);
            return;
        }
        _epoch = _log.Open();
        Read(incarnation, _log.End);
    });

    public void Commit(long incarnation, ShardBatch batch)
    {
        var (epoch, transaction) = (_epoch, _simulator.Copy(batch));
        var fate = _simulator.IsFaulty ? _simulator.Between(0, 14) : 0;
        var (lost, silent, slow) = (fate == 12, fate is 12 or 13, fate == 14);
        if (slow) _simulator.After(1000, () => Fail(incarnation, false));
        _log.Begin(epoch, transaction);
        _simulator.After(_simulator.Between(2, 60) + (slow ? _simulator.Between(500, 3000) : 0), () =>
        {
            var landed = !lost && _log.Land(epoch, transaction);
            _simulator.Say($"  shard {_shard}@{_node.Name} epoch {epoch} through {transaction.Through.Milliseconds - _simulator.World.From.Milliseconds}: {(landed ? "landed" : "not landed")}{(silent ? ", no answer" : "")}");
            if (silent) _simulator.After(200, () => Fail(incarnation, false));
            else if (!landed) Fail(incarnation, true);
            else _simulator.After(_simulator.Between(1, 30), () => Committed(incarnation, transaction.Through));
        });
    }

    public void Send(Walk walk, int user, SimulatedShopper? address)
    {
        if (address is not null) _simulator.Send(address, () => Answer(address, walk));
        else _simulator.SendToShard(_node, _shard, node => Answer(node.Entity(user, _shard), walk));
    }

    public void Dismiss(SimulatedShopper address) => _simulator.Send(address, address.Leave);

    public void Close(long incarnation) { }

    private void Answer(SimulatedShopper shopper, Walk walk)
    {
        if (!shopper.IsAlive) return;
        var answer = shopper.Walk(walk);
        _simulator.Send(this, () => _core.Walked(answer, shopper, _simulator.Time));
    }

    private void Read(long incarnation, int end)
    {
        if (!IsAlive || !_core.IsOpening(incarnation)) return;
        if (!_log.TryRead(end, out var through))
        {
            _simulator.After(300, () => Read(incarnation, end));
            return;
        }
        _simulator.Say($"writer {_shard}@{_node.Name} epoch {_epoch} last progress {through?.Milliseconds - _simulator.World.From.Milliseconds}");
        _core.Opened(incarnation, through, _simulator.Retires && !_simulator.Has(ShopFault.Retired), _simulator.Time);
    }

    private void Committed(long incarnation, Timestamp through)
    {
        if (IsAlive) _core.Committed(incarnation, through, _simulator.Time);
    }

    private void Fail(long incarnation, bool fenced)
    {
        if (!IsAlive) return;
        _simulator.Say($"writer {_shard}@{_node.Name} {(fenced ? "fenced" : "log failed")}");
        _core.Failed(incarnation, fenced, _simulator.Time);
    }

    private void Tick()
    {
        if (!IsAlive) return;
        _core.Tick(_simulator.Time);
        _simulator.After(250, Tick);
    }
}
