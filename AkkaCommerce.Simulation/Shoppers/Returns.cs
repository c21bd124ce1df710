using System.Text;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Runs;

namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>
/// What comes back of an order some days later: each unit by a chance of its own, together in one refund. It is known from the moment of the purchase on, and
/// waits until it is written; what befalls events on purpose befalls it too. A function of the seed and the visit, so that it changes nothing else.
/// </summary>
internal static class Returns
{
    /// <summary>How long after the purchase the refund is, at least and at most; drawn evenly, to the millisecond.</summary>
    public static readonly DelayRange After = new(TimeSpan.FromDays(2), TimeSpan.FromDays(14));

    /// <summary>The draw of a refund's id: the last that an id has, which no event within a visit comes near to.</summary>
    private const int Draw = EventId.MaxDraw;

    /// <summary>Decides what comes back of what is in the cart, just paid for.</summary>
    public static void Of(in Visit visit, in ShopContext shop)
    {
        if (shop.Pending is not { } pending) return;
        var items = Items(visit, shop.Shop);
        if (items.IsEmpty) return;
        var (least, greatest) = ((long)shop.Shop.ReturnsAfter.Least.TotalMilliseconds, (long)shop.Shop.ReturnsAfter.Greatest.TotalMilliseconds);
        var time = visit.At + least + Chance.Below(Chance.Draw(visit.ReturnKey, 0), (int)(greatest - least) + 1);
        var fate = shop.Shop.IsImperfect ? Fate.Of(visit, Draw, shop.Shop.Imperfections) : default;
        switch (fate.Kind)
        {
            case EmissionKind.Failed:
                pending.Add(time, time, EventType.Refund, fate.Kind, WriteDelays.None, 0, Encoding.UTF8.GetBytes(VisitPlayer.ReasonOf(BehaviourFailedException.AskedFor)));
                break;
            case EmissionKind.Lost:
                pending.Add(time, time, EventType.Refund, fate.Kind, WriteDelays.None, 0, []);
                break;
            default:
                Write(visit, shop, pending, items, time, fate);
                break;
        }
    }

    private static OrderItems Items(in Visit visit, Shop shop)
    {
        var items = new OrderItems();
        for (var i = 0; i < visit.Cart.Count; i++)
        {
            var (line, returned) = (visit.Cart[i], 0);
            for (var unit = 0; unit < line.Quantity; unit++)
                if (Chance.Below(Chance.Draw(visit.ReturnKey, (uint)(1 + i * Cart.MaxQuantity + unit)), Imperfections.Whole) < shop.Run.ReturnsInMillion)
                    returned++;
            if (returned > 0) items.Add(shop.Catalog, line.Product, returned);
        }
        return items;
    }

    private static void Write(in Visit visit, in ShopContext shop, PendingCopies pending, in OrderItems items, long time, in Fate fate)
    {
        var room = shop.Events ?? EventBuffer.Rent();
        var head = new EventHead(new EventId(shop.Shop.RunId, visit.User, visit.Day, visit.Number, Draw), new Timestamp(time));
        var length = EventWriter.WriteRefund(room.Reserve(visit.User, items.MaxBytes), head, 0, items.TotalCents, items.All);
        if (fate.Kind == EmissionKind.Duplicate) Wait(EmissionKind.Duplicate, fate.Later, shop, fate, items);
        if (fate.Kind == EmissionKind.Late) Wait(EmissionKind.Late, fate.Later, shop, fate, items);
        else Wait(EmissionKind.Plain, 0, shop, fate, items);
        if (shop.Events is null) room.Dispose();

        void Wait(EmissionKind kind, int later, in ShopContext shop, in Fate fate, in OrderItems items)
        {
            var (due, delays) = fate.Written(time, later, shop.Shop);
            pending.Add(due, time, EventType.Refund, kind, delays, items.TotalCents, room.Reserved(length));
        }
    }
}
