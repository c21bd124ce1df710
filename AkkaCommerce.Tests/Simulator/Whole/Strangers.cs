using System.Text;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Tests.Analytics.Hosting;
using AkkaCommerce.Tests.Simulator.Analysis;
using AkkaCommerce.Tests.Simulator.Shop;

namespace AkkaCommerce.Tests.Simulator.Whole;

/// <summary>Those who write to a shop's log besides its simulation: events of any time, and what is no event.</summary>
internal static class Strangers
{
    public static IEnumerable<ModelStranger> Draw(WholeAnalysis world, ShopWorld shop)
    {
        if (world.Chance(.4)) yield break;
        for (var shard = 0; shard < world.Shards; shard++)
            for (var left = world.Pick(0, 1, 1, 2); left > 0; left--)
                yield return new ModelStranger(world, world.Logs[shard], Records(world, shop, shard));
    }

    private static List<ModelRecord> Records(WholeAnalysis world, ShopWorld shop, int shard)
    {
        List<ModelRecord> records = [];
        var users = Enumerable.Range(0, 40).ToLookup(user => Partitioner.ShardOf(user, world.Shards) == shard);
        var (at, apart) = (world.Pick(0, 0, 400) * 1000, world.Pick(0, 8_000, 200_000));
        for (var left = world.Pick(1, 8, 30); left > 0; left--)
        {
            at += world.Between(0, 120_000);
            var time = Math.Max(0, shop.From.Milliseconds + at + world.Between(-apart, apart) + (world.Chance(.05) ? world.Pick(-3_600_000, 900_000) : 0));
            var user = users[true].ElementAt(world.Below(users[true].Count()));
            var visit = new HandMadeEvent(user, (EventType)world.Below(6), time, world.Below(6), world.Between(100, 9_999), world.Between(1, 3), world.Below(1_000_000));
            records.Add(world.Below(20) switch
            {
                0 => new ModelRecord(world.Below(Topics.EventTopics), false, null, [], Encoding.UTF8.GetBytes("{\"event_type\":\"page_view\"")) { IsSpoilt = true },
                1 when users[false].Any() => ModelStranger.Record(visit with { User = users[false].First() }) with { IsSpoilt = true },
                _ => ModelStranger.Record(visit),
            });
        }
        return records;
    }
}
