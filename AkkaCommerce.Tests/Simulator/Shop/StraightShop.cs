using System.Text;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Log.Truth;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Tests.Simulator.Shop;

/// <summary>What a record stands for.</summary>
internal readonly record struct Expected(long Due, long Time, Topic Topic, ulong Hash);

/// <summary>
/// The shop as the function it is: every shopper of a shard walked once, straight through, without faults, steps or clock. It needs the shop
/// without any mutation, and the campaigns as they were in the end.
/// </summary>
internal sealed class StraightShop
{
    public StraightShop(ShopWorld world, int shard, Timestamp through, CampaignList campaigns)
    {
        var shop = world.StraightShop;
        Truth = new TruthRecord(ShopWorld.Pane);
        for (var user = 0; user < shop.Run.Shoppers; user++)
        {
            if (Partitioner.ShardOf(user, world.Shards) != shard) continue;
            var shopper = new Shopper(shop, user);
            shopper.Rebuild(world.From, campaigns);
            using var events = EventBuffer.Rent();
            while (shopper.Walk(through, campaigns, events)) { }
            foreach (ref readonly var entry in events.Entries) Take(entry, events);
        }
        Records.Sort((a, b) => a.Due.CompareTo(b.Due));
    }

    /// <summary>All records, by the time they are due.</summary>
    public List<Expected> Records { get; } = [];

    public Dictionary<ulong, string> Texts { get; } = [];

    public Dictionary<ulong, long> Times { get; } = [];

    public TruthRecord Truth { get; }

    private void Take(in EventEntry entry, EventBuffer events)
    {
        var pane = Truth.At(new Timestamp(entry.Time));
        if (entry.Kind == EmissionKind.Lost) pane.AddLost();
        else if (entry.Kind == EmissionKind.Failed) pane.AddFailures(events.Reason(entry));
        if (!entry.IsWritten) return;
        pane.AddEvents(entry.Type, 1, entry.Cents);
        if (entry.Kind == EmissionKind.Late) pane.AddLate();
        if (entry.Kind == EmissionKind.Duplicate) pane.AddDuplicates();
        var hash = RecordHash.Of(events.Json(entry));
        Records.Add(new Expected(entry.Due, entry.Time, Topics.Of(entry.Type), hash));
        Texts[hash] = Encoding.UTF8.GetString(events.Json(entry));
        Times[hash] = entry.Time;
    }
}
