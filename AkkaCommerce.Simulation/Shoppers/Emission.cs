using System.Runtime.CompilerServices;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>Turns a deed into its event: draws what befalls it, writes its JSON, and hands it to the context. Counts it in any case.</summary>
internal static class Emission
{
    /// <summary>What befalls an event: how it is written, and how much later.</summary>
    private readonly record struct Fate(EmissionKind Kind, int Delay);

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
            var items = new Items();
            var (texts, total) = (0, 0L);
            for (var i = 0; i < visit.Cart.Count; i++)
            {
                var line = visit.Cart[i];
                var product = shop.Shop.Catalog.ProductAt(line.Product);
                items[i] = new PurchasedItem(product.IdBytes, shop.Shop.Catalog.CategoryAt(product.Category).NameBytes, line.Quantity, product.PriceCents);
                texts += items[i].ProductId.Length + items[i].Category.Length;
                total += line.Quantity * product.PriceCents;
            }
            var to = events.Reserve(visit.User, EventWriter.MaxBytes(texts, visit.Cart.Count));
            var length = EventWriter.WritePurchase(to, shop.Head(visit), 0, total, ((ReadOnlySpan<PurchasedItem>)items)[..visit.Cart.Count]);
            Finish(visit, shop, events, fate, EventType.Purchase, length, total);
        }
        visit.Events++;
    }

    private static Fate FateOf(in Visit visit, in ShopContext shop)
    {
        var imperfect = shop.Shop.Imperfections;
        return imperfect.Any ? Draw(visit, imperfect) : default;
    }

    private static Fate Draw(in Visit visit, Imperfections imperfect)
    {
        var at = Chance.Below(Chance.Draw(visit.FateKey, (uint)visit.Events * 2), 1_000_000);
        if ((at -= imperfect.FailureShare) < 0) throw new BehaviourFailedException("failure asked for");
        if ((at -= imperfect.LossShare) < 0) return new Fate(EmissionKind.Lost, 0);
        var kind = (at -= imperfect.LateShare) < 0 ? EmissionKind.Late : at - imperfect.DuplicateShare < 0 ? EmissionKind.Duplicate : EmissionKind.Plain;
        return kind == EmissionKind.Plain ? default
            : new Fate(kind, 1 + Chance.Below(Chance.Draw(visit.FateKey, (uint)visit.Events * 2 + 1), (int)imperfect.GreatestDelay.TotalMilliseconds));
    }

    private static void Finish(in Visit visit, in ShopContext shop, EventBuffer events, Fate fate, EventType type, int length, long cents)
    {
        switch (fate.Kind)
        {
            case EmissionKind.Lost:
                events.AddLost(visit.At, type);
                break;
            case EmissionKind.Late:
                shop.Pending?.Add(visit.At + fate.Delay, visit.At, type, fate.Kind, cents, events.Reserved(length));
                break;
            case EmissionKind.Duplicate:
                shop.Pending?.Add(visit.At + fate.Delay, visit.At, type, fate.Kind, cents, events.Reserved(length));
                events.AddReserved(visit.At, visit.At, type, EmissionKind.Plain, cents, length);
                break;
            default:
                events.AddReserved(visit.At, visit.At, type, EmissionKind.Plain, cents, length);
                break;
        }
    }

    [InlineArray(Cart.MaxLines)]
    private struct Items
    {
        private PurchasedItem _first;
    }
}
