namespace AkkaCommerce.Tests.Simulator.Shop;

/// <summary>A node of the cluster: the entities that live there.</summary>
internal sealed class SimulatedNode(ShopSimulator simulator, string name, int number) : IMortal
{
    private readonly SortedDictionary<int, (int Shard, SimulatedShopper Shopper)> _entities = [];
    private readonly Dictionary<int, SimulatedWriter> _writers = [];

    public string Name => name;

    public int Number => number;

    public bool IsAlive { get; set; } = true;

    public SimulatedClock? Clock { get; set; }

    public SimulatedShopper Entity(int user, int shard)
    {
        if (_entities.TryGetValue(user, out var known) && known.Shopper.IsAlive) return known.Shopper;
        simulator.Created++;
        var shopper = new SimulatedShopper(simulator, user);
        _entities[user] = (shard, shopper);
        return shopper;
    }

    public SimulatedWriter Writer(int shard)
    {
        if (_writers.TryGetValue(shard, out var known)) return known;
        return _writers[shard] = new SimulatedWriter(simulator, this, shard);
    }

    public void StopShard(int shard)
    {
        if (_writers.Remove(shard, out var writer)) writer.IsAlive = false;
        foreach (var (user, entity) in _entities.Where(e => e.Value.Shard == shard).ToArray())
        {
            entity.Shopper.IsAlive = false;
            _entities.Remove(user);
        }
    }

    public void StopAnyShopper()
    {
        if (_entities.Count > 0) _entities.Values.ElementAt(simulator.Between(0, _entities.Count - 1)).Shopper.IsAlive = false;
    }

    public void Kill()
    {
        IsAlive = false;
        Clock?.Stop();
        Clock = null;
        for (var shard = 0; shard < simulator.World.Shards; shard++) StopShard(shard);
    }
}
