using AkkaCommerce.Analytics.Verification;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Tests.Analytics.Hosting;

namespace AkkaCommerce.Tests.Analytics.Verification;

/// <summary>What a hand-made shop is to have written.</summary>
internal sealed class HandMadeExpectation(HandMadeShop shop, int shards) : IExpectedEvents
{
    public IEnumerable<(EventId Id, EventType Type)> Of(int shard, Timestamp from, Timestamp to) =>
        shop.Events.Where(e => Partitioner.ShardOf(e.User, shards) == shard && e.Time >= from.Milliseconds && e.Time < to.Milliseconds).Select(e => (shop.IdOf(e), e.Type));
}
