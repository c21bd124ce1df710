using System.Text;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Tests.Simulation;

/// <summary>One thing that a shopper brings about.</summary>
internal readonly record struct Emitted(long Due, long Time, EventType Type, EmissionKind Kind, long Cents, string Content);

/// <summary>The plain reference: all of a shopper's visits one after another, each played from its start to its end, nothing remembered.</summary>
internal static class StraightShop
{
    public static List<Emitted> Of(Shop shop, int user, CampaignList campaigns, Timestamp until)
    {
        var all = new List<Emitted>();
        foreach (var (start, limit) in VisitsOf(shop, user, until))
        {
            if (start.Time <= shop.Run.From.Milliseconds || campaigns.IsClosed(new Timestamp(start.Time))) continue;
            var visit = Visit.Of(shop, user, start, limit);
            shop.Obey(ref visit, campaigns);
            var (events, pending) = (EventBuffer.Rent(), new PendingCopies());
            do VisitPlayer.Step(ref visit, new ShopContext(shop, events, pending));
            while (visit.State != ShopperState.Away);
            while (pending.NextDue < long.MaxValue) pending.WriteFirst(user, events);
            all.AddRange(Read(events));
        }
        return [.. all.Where(emitted => emitted.Due < until.Milliseconds)];
    }

    /// <summary>The starts drawn and the limits of their visits, whether or not they take place.</summary>
    public static IEnumerable<(VisitStart Start, long Limit)> VisitsOf(Shop shop, int user, Timestamp until)
    {
        var starts = new List<VisitStart>();
        var room = new long[Starts.Room];
        var next = new Starts(shop, user, room).After(shop.Run.From.Milliseconds - 10_000_000);
        while (true)
        {
            starts.Add(next);
            if (next.Time >= until.Milliseconds) break;
            next = new Starts(shop, user, room).After(next.Time);
        }
        for (var i = 0; i + 1 < starts.Count; i++)
            if (starts[i].Number >= 0)
                yield return (starts[i], Math.Min(starts[i + 1].Time - 1, starts[i].Time + 7_200_000));
    }

    public static List<Emitted> Read(EventBuffer events)
    {
        var all = new List<Emitted>();
        foreach (ref readonly var entry in events.Entries)
            all.Add(new Emitted(entry.Due, entry.Time, entry.Type, entry.Kind, entry.Cents,
                entry.IsWritten ? Encoding.UTF8.GetString(events.Json(entry)) : entry.Kind == EmissionKind.Failed ? events.Reason(entry) : ""));
        return all;
    }
}
