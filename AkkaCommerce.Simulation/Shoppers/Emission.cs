using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>Turns a deed into its event: draws what befalls it, writes its JSON, and hands it to the context. Counts it in any case.</summary>
internal static class Emission
{
    public static void SessionStart(ref Visit visit, in ShopContext shop)
    {
        var fate = FateOf(visit, shop);
        if (shop.Events is { } events)
        {
            var to = events.Reserve(visit.User, EventWriter.FixedBytes);
            Finish(visit, shop, events, fate, EventType.SessionStart, EventWriter.WriteSessionStart(to, shop.Head(visit)), 0);
        }
        visit.Events++;
    }

    public static void SessionEnd(ref Visit visit, in ShopContext shop)
    {
        var fate = FateOf(visit, shop);
        if (shop.Events is { } events)
        {
            var to = events.Reserve(visit.User, EventWriter.FixedBytes);
            Finish(visit, shop, events, fate, EventType.SessionEnd, EventWriter.WriteSessionEnd(to, shop.Head(visit), visit.At - visit.Start, visit.Pages), 0);
        }
        visit.Events++;
    }

    public static void PageView(ref Visit visit, in ShopContext shop)
    {
        var fate = FateOf(visit, shop);
        if (shop.Events is { } events)
        {
            var product = shop.Shop.Catalog.ProductAt(visit.Product);
            var category = shop.Shop.Catalog.CategoryAt(product.Category).NameBytes;
            var to = events.Reserve(visit.User, EventWriter.MaxBytes(product.IdBytes.Length + category.Length));
            var length = EventWriter.WritePageView(to, shop.Head(visit), product.IdBytes, category, product.PriceCents);
            Finish(visit, shop, events, fate, EventType.PageView, length, 0);
        }
        visit.Events++;
    }

    /// <param name="type">Of adding or removing.</param>
    public static void CartEvent(ref Visit visit, in ShopContext shop, EventType type, int number, int quantity)
    {
        var fate = FateOf(visit, shop);
        if (shop.Events is { } events)
        {
            var product = shop.Shop.Catalog.ProductAt(number);
            var category = shop.Shop.Catalog.CategoryAt(product.Category).NameBytes;
            var to = events.Reserve(visit.User, EventWriter.MaxBytes(product.IdBytes.Length + category.Length));
            var length = type == EventType.AddToCart
                ? EventWriter.WriteAddToCart(to, shop.Head(visit), product.IdBytes, category, product.PriceCents, quantity)
                : EventWriter.WriteRemoveFromCart(to, shop.Head(visit), product.IdBytes, category, product.PriceCents, quantity);
            Finish(visit, shop, events, fate, type, length, 0);
        }
        visit.Events++;
    }

    public static void Purchase(ref Visit visit, in ShopContext shop)
    {
        var fate = FateOf(visit, shop);
        if (shop.Events is { } events)
        {
            var items = new OrderItems();
            for (var i = 0; i < visit.Cart.Count; i++) items.Add(shop.Shop.Catalog, visit.Cart[i].Product, visit.Cart[i].Quantity);
            var to = events.Reserve(visit.User, items.MaxBytes);
            var length = EventWriter.WritePurchase(to, shop.Head(visit), 0, items.TotalCents, items.All);
            Finish(visit, shop, events, fate, EventType.Purchase, length, items.TotalCents);
        }
        visit.Events++;
    }

    /// <exception cref="BehaviourFailedException">Its fate is that the behaviour fails.</exception>
    private static Fate FateOf(in Visit visit, in ShopContext shop)
    {
        var fate = shop.Shop.IsImperfect ? Fate.Of(visit, visit.Events, shop.Shop.Imperfections) : default;
        return fate.Kind == EmissionKind.Failed ? throw BehaviourFailedException.AskedFor : fate;
    }

    private static void Finish(in Visit visit, in ShopContext shop, EventBuffer events, Fate fate, EventType type, int length, long cents)
    {
        if (shop.Shop.IsImperfect) Befall(visit, shop, events, fate, type, length, cents);
        else events.AddReserved(visit.At, visit.At, type, EmissionKind.Plain, WriteDelays.None, cents, length);
    }

    /// <summary>A copy first: what is written at once takes the room that both are made from.</summary>
    private static void Befall(in Visit visit, in ShopContext shop, EventBuffer events, Fate fate, EventType type, int length, long cents)
    {
        if (fate.Kind == EmissionKind.Lost)
        {
            events.AddLost(visit.At, type);
            return;
        }
        if (fate.Kind == EmissionKind.Duplicate) Write(visit, shop, events, fate, type, EmissionKind.Duplicate, fate.Later, length, cents);
        if (fate.Kind == EmissionKind.Late) Write(visit, shop, events, fate, type, EmissionKind.Late, fate.Later, length, cents);
        else Write(visit, shop, events, fate, type, EmissionKind.Plain, 0, length, cents);
    }

    private static void Write(in Visit visit, in ShopContext shop, EventBuffer events, Fate fate, EventType type, EmissionKind kind, int later, int length, long cents)
    {
        var (due, delays) = fate.Written(visit.At, later, shop.Shop);
        if (due == visit.At) events.AddReserved(due, visit.At, type, kind, delays, cents, length);
        else shop.Pending?.Add(due, visit.At, type, kind, delays, cents, events.Reserved(length));
    }
}
