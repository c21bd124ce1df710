using AkkaCommerce.Analytics.Verification;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Simulation.Shards;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Node.Commands;

/// <summary>The simulation's events made again by its own core, for whoever asks what a shard should hold.</summary>
/// <param name="campaigns">Those that held at any time.</param>
internal sealed class ExpectedEvents(Shop shop, int shards, TimeSpan pane, CampaignList campaigns) : IExpectedEvents
{
    private readonly EventReader _reader = new();
    private ShardSimulation? _simulation;

    public IEnumerable<(EventId Id, EventType Type)> Of(int shard, Timestamp from, Timestamp to)
    {
        if (_simulation?.Shard != shard) _simulation = new ShardSimulation(shop, shard, shards, pane);
        var found = new List<(EventId, EventType)>();
        _simulation.Rebuild(Timestamp.Later(from - TimeSpan.FromMilliseconds(1), shop.Run.From), campaigns);
        var shoppers = new Dictionary<int, Shopper>();
        while (_simulation.Plan(Horizon(to), out var step))
        {
            foreach (var user in _simulation.Due) Walk(_simulation, shoppers, user, step);
            using var batch = _simulation.Complete(0);
            for (var topic = 0; topic < Topics.EventTopics; topic++)
                if (batch.EventsOrNull((Topic)topic) is { } records) Add(found, shard, (Topic)topic, records, from, to);
        }
        return found;
    }

    /// <summary>Until everything of that time is written.</summary>
    private Timestamp Horizon(Timestamp to) =>
        Timestamp.Earlier(to + shop.GreatestDelay, shop.Run.Until ?? Timestamp.Max) - TimeSpan.FromMilliseconds(1);

    private void Walk(ShardSimulation simulation, Dictionary<int, Shopper> shoppers, int user, ShardStep step)
    {
        if (!shoppers.TryGetValue(user, out var shopper))
        {
            shoppers.Add(user, shopper = new Shopper(shop, user));
            shopper.Rebuild(step.From, campaigns);
        }
        var events = EventBuffer.Rent();
        while (shopper.Walk(step.To, campaigns, events))
        {
            // Each pass ends with a change of behaviour.
        }
        simulation.Accept(user, events, shopper.NextDue);
    }

    private void Add(List<(EventId, EventType)> found, int shard, Topic topic, PackedRecords records, Timestamp from, Timestamp to)
    {
        var bytes = System.Buffers.ArrayPool<byte>.Shared.Rent(records.Length);
        records.Bytes.CopyTo(bytes);
        using var batch = new RecordBatch(shard, topic, bytes, records.Length, records.Count, 0, records.Count, from);
        foreach (var record in batch)
            if (_reader.Read(record.Value, topic, out var view) && view.Time >= from && view.Time < to && view.TryGetId(out var id))
                found.Add((id, view.Type));
    }
}
