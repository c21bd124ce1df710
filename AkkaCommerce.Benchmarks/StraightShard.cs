using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Simulation.Shards;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Benchmarks;

/// <summary>One shard of a shop, walked by a loop where the program has actors.</summary>
internal sealed class StraightShard
{
    private readonly Shop _shop;
    private readonly ShardSimulation _shard;
    private readonly Shopper?[] _shoppers;
    private long _number;

    public StraightShard(Shop shop, int shard, int shards)
    {
        (_shop, _shard, _shoppers) = (shop, new ShardSimulation(shop, shard, shards, TimeSpan.FromSeconds(10)), new Shopper?[shop.Run.Shoppers]);
        _shard.Rebuild(shop.Run.From, CampaignList.None);
    }

    /// <summary>Walks up to a moment.</summary>
    /// <param name="take">Gets each batch, which is disposed afterwards; false ends it there.</param>
    /// <returns>How many events were made.</returns>
    public long RunTo(Timestamp until, Func<ShardBatch, bool>? take = null)
    {
        var events = 0L;
        while (_shard.Plan(until, out var step))
        {
            foreach (var user in _shard.Due)
            {
                var shopper = _shoppers[user] ??= new Shopper(_shop, user);
                if (!shopper.Holds(step.From)) shopper.Rebuild(step.From, CampaignList.None);
                var buffer = EventBuffer.Rent();
                while (shopper.Walk(step.To, CampaignList.None, buffer)) { }
                events += buffer.Count;
                _shard.Accept(user, buffer, shopper.NextDue);
            }
            using var batch = _shard.Complete(_number++);
            if (take?.Invoke(batch) == false) break;
        }
        return events;
    }
}
