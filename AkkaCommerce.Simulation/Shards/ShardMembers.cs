using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Simulation.Shards;

/// <summary>Which users belong to a shard: those whose key Kafka's partitioner gives it.</summary>
public static class ShardMembers
{
    /// <summary>The users of a shard, ascending.</summary>
    /// <param name="shoppers">How many users there are in all.</param>
    public static int[] Of(int shoppers, int shard, int shards)
    {
        if (shards == 1) return [.. Enumerable.Range(0, shoppers)];
        var users = new List<int>(shoppers / shards + shoppers / shards / 8 + 16);
        for (var user = 0; user < shoppers; user++)
            if (Partitioner.ShardOf(user, shards) == shard)
                users.Add(user);
        return [.. users];
    }
}
