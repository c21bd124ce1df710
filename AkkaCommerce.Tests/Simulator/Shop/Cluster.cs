namespace AkkaCommerce.Tests.Simulator.Shop;

/// <summary>Who lives where, in each node's own opinion, and what befalls nodes, shards, entities and clocks.</summary>
internal sealed class Cluster
{
    private readonly ShopSimulator _simulator;
    private readonly Random _random;
    private bool _split;

    public Cluster(ShopSimulator simulator, Random random)
    {
        (_simulator, _random) = (simulator, random);
        var homes = Enumerable.Range(0, simulator.World.Shards).Select(_ => random.Next(2)).ToArray();
        Homes = [homes, homes];
        Host(simulator.Nodes[0]);
    }

    /// <summary>Each node's opinion of which node a shard lives on.</summary>
    public int[][] Homes { get; private set; }

    public void Fault()
    {
        var kind = _simulator.Pick("kill", "kill", "split", "split", "move", "move", "log", "log", "shopper", "clock");
        var (node, shard) = (_simulator.Pick<SimulatedNode>(_simulator.Nodes), _random.Next(_simulator.World.Shards));
        var whole = !_split && Array.TrueForAll(_simulator.Nodes, n => n.IsAlive);
        if (kind == "kill" && !_split && node.IsAlive) Kill(node);
        else if (kind == "split" && whole) Split();
        else if (kind == "move" && whole) Move(shard);
        else if (kind == "log") Hide(shard);
        else if (kind == "shopper") node.StopAnyShopper();
        else if (kind == "clock" && node.Clock is { } clock)
        {
            clock.Stop();
            node.Clock = null;
            _simulator.After(_simulator.Between(100, 2000), Settle);
        }
    }

    private void Kill(SimulatedNode node)
    {
        _simulator.Say($"node {node.Name} killed");
        node.Kill();
        var other = _simulator.Nodes[1 - node.Number];
        _simulator.After(_simulator.Between(1000, 3000), () =>
        {
            if (!other.IsAlive || node.IsAlive) return;
            HomeAt(other.Number);
            Settle();
        });
        _simulator.After(_simulator.Between(500, 6000), () =>
        {
            node.IsAlive = true;
            Settle();
        });
    }

    private void Split()
    {
        _simulator.Say("split: two clocks, two writers a shard");
        _split = true;
        Homes = [new int[_simulator.World.Shards], [.. Enumerable.Repeat(1, _simulator.World.Shards)]];
        foreach (var node in _simulator.Nodes)
            _simulator.After(_simulator.Between(0, 2000), () =>
            {
                if (_split) Host(node);
            });
        _simulator.After(_simulator.Between(2000, 12_000), () =>
        {
            var loser = _simulator.Pick<SimulatedNode>(_simulator.Nodes);
            _simulator.Say($"split heals, {loser.Name} is downed");
            _split = false;
            HomeAt(1 - loser.Number);
            Kill(loser);
        });
    }

    private void Move(int shard)
    {
        var old = _simulator.Nodes[Homes[0][shard]];
        _simulator.Say($"shard {shard} moves from {old.Name}");
        var homes = Homes[0].ToArray();
        homes[shard] = 1 - homes[shard];
        Homes = [homes, homes];
        _simulator.After(_simulator.Between(0, 2500), () =>
        {
            if (_simulator.Nodes[Homes[0][shard]] != old) old.StopShard(shard);
        });
    }

    /// <summary>Another producer's transaction opens, and hides what follows.</summary>
    private void Hide(int shard)
    {
        if (_simulator.Logs[shard].Hide() is not { } show) return;
        _simulator.Say($"another producer's transaction opens on shard {shard}");
        _simulator.After(_simulator.Between(500, 10_000), show);
    }

    private void Settle()
    {
        if (_split || Array.Exists(_simulator.Nodes, n => n.Clock is not null)) return;
        var up = Array.FindAll(_simulator.Nodes, n => n.IsAlive);
        if (up.Length > 0) Host(up[_random.Next(up.Length)]);
    }

    private void Host(SimulatedNode node)
    {
        if (node.IsAlive) node.Clock ??= new SimulatedClock(_simulator, node);
    }

    private void HomeAt(int node)
    {
        var homes = Enumerable.Repeat(node, _simulator.World.Shards).ToArray();
        Homes = [homes, homes];
    }
}
