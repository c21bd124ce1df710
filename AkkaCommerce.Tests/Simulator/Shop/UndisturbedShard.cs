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
internal sealed class UndisturbedShard
{
    private readonly List<(EventEntry Entry, string? Reason)> _entries = [];
    private int _counted;

    public UndisturbedShard(ShopWorld world, int shard, Timestamp through, CampaignList campaigns)
    {
        var shop = world.StraightShop;
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
        _entries.Sort((a, b) => a.Entry.Due.CompareTo(b.Entry.Due));
    }

    /// <summary>All records, by the time they are due.</summary>
    public List<Expected> Records { get; } = [];

    public Dictionary<ulong, string> Texts { get; } = [];

    public Dictionary<ulong, long> Times { get; } = [];

    /// <summary>The truth of what is due up to a moment and was not asked for before.</summary>
    public TruthRecord TruthThrough(Timestamp moment)
    {
        var truth = new TruthRecord(ShopWorld.Pane);
        for (; _counted < _entries.Count && _entries[_counted].Entry.Due <= moment.Milliseconds; _counted++)
        {
            var (entry, reason) = _entries[_counted];
            var pane = truth.At(new Timestamp(entry.Time));
            if (entry.Kind == EmissionKind.Lost) pane.AddLost();
            if (entry.Kind == EmissionKind.Failed) pane.AddFailures(reason!);
            if (entry.Kind == EmissionKind.Late) pane.AddLate();
            if (entry.Kind == EmissionKind.Duplicate) pane.AddDuplicates();
            if (entry.Delays.HasFlag(WriteDelays.Reordered)) pane.AddReordered();
            if (entry.Delays.HasFlag(WriteDelays.Held)) pane.AddHeld();
            if (entry.IsWritten) pane.AddEvents(entry.Type, 1, entry.Cents);
        }
        return truth;
    }

    private void Take(in EventEntry entry, EventBuffer events)
    {
        _entries.Add((entry, entry.Kind == EmissionKind.Failed ? events.Reason(entry) : null));
        if (!entry.IsWritten) return;
        var hash = RecordHash.Of(events.Json(entry));
        Records.Add(new Expected(entry.Due, entry.Time, Topics.Of(entry.Type), hash));
        Texts[hash] = Encoding.UTF8.GetString(events.Json(entry));
        Times[hash] = entry.Time;
    }
}
