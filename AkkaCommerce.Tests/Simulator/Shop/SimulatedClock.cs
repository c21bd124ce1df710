using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Simulation.Clock;
using AkkaCommerce.Simulation.Shards;

namespace AkkaCommerce.Tests.Simulator.Shop;

/// <summary>The clock on a node: the real core, around it a journal and a network that fail.</summary>
internal sealed class SimulatedClock : IMortal
{
    private readonly ShopSimulator _simulator;
    private readonly SimulatedNode _node;
    private readonly ClockCore _core;
    private long _life, _landing;

    public SimulatedClock(ShopSimulator simulator, SimulatedNode node)
    {
        (_simulator, _node) = (simulator, node);
        _core = new ClockCore(simulator.ClockSettings, simulator.Broken);
        simulator.After(simulator.Between(20, 400), Recover);
    }

    public bool IsAlive { get; private set; } = true;

    public void Stop() => (IsAlive, _life) = (false, 0);

    private void Recover()
    {
        if (!IsAlive) return;
        _life = _simulator.NextTicket();
        _core.Recover(_simulator.Journal.Newest ?? ClockState.At(_simulator.World.From));
        _simulator.Say($"clock@{_node.Name} recovered: number {_core.State.Number}");
        Tick(_life);
    }

    private void Tick(long life)
    {
        if (!Lives(life)) return;
        _simulator.After(_simulator.Tick, () => Tick(life));
        _core.Obey(_simulator.Until, _simulator.Retires || _simulator.Retired);
        foreach (var command in _simulator.CommandsToBeSeen) _core.Ask(command);
        _core.Follow(_simulator.Readers?.SlowestThrough);
        var turn = _core.Tick(_simulator.Time, Timestamp.Min);
        if (turn.Entry is { } entry) Persist(life, entry);
        if (turn.Horizon is not { } horizon) return;
        for (var shard = 0; shard < _simulator.World.Shards; shard++)
        {
            var advance = new Advance(shard, horizon, turn.Campaigns);
            _simulator.SendToShard(_node, shard, node =>
            {
                if (node.Writer(advance.Shard).Obey(advance) is { } through)
                    _simulator.Send(this, () => Report(advance.Shard, through));
            });
        }
    }

    private void Report(int shard, Timestamp through)
    {
        if (_life != 0) _core.Report(shard, through);
    }

    /// <summary>Refused, lost or unknown: the clock stops, and comes back.</summary>
    private void Persist(long life, ClockState entry)
    {
        var fate = _simulator.IsFaulty ? _simulator.Between(0, 10) : 0;
        _landing = Math.Max(_landing, _simulator.Now + _simulator.Between(1, 200) + (fate == 8 ? _simulator.Between(500, 8000) : 0));
        _simulator.After(_landing - _simulator.Now, () =>
        {
            var landed = fate != 10 && _simulator.Journal.Land(entry);
            _simulator.Say($"clock@{_node.Name} persists {entry.Number}: {(landed ? "landed" : "not landed")}{(fate >= 9 ? ", no answer" : "")}");
            if (!Lives(life)) return;
            if (landed && fate < 9) _simulator.After(_simulator.Between(1, 40), () => Confirm(life, entry));
            else Fail();
        });
    }

    private void Confirm(long life, ClockState entry)
    {
        if (!Lives(life)) return;
        if (_simulator.Journal.Greatest > entry.Number && !_simulator.Has(ShopFault.ConfirmUnasked) && (_simulator.Broken & ProtocolMutation.Pipelined) == 0)
        {
            Fail();
            return;
        }
        _core.Confirmed();
        if (entry.Number % 3 == 0) _simulator.Journal.TrimBelow(entry.Number);
    }

    private void Fail()
    {
        _life = 0;
        _simulator.After(_simulator.Between(300, 1500), Recover);
    }

    private bool Lives(long life) => IsAlive && life == _life;
}
