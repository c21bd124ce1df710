namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>A shopper with something in the cart: goes on looking, adds, takes something out, checks out, or walks away.</summary>
internal static class WithCart
{
    public static void Step(ref Visit visit, in ShopContext shop)
    {
        switch (visit.Next)
        {
            case Deed.AddToCart:
                Add(ref visit, shop);
                break;
            case Deed.RemoveFromCart:
                Remove(ref visit, shop);
                break;
            default:
                Browsing.View(ref visit, shop);
                GoOn(ref visit, shop);
                break;
        }
    }

    /// <summary>Puts the product on the page into the cart: of a cheap one more often several.</summary>
    public static void Add(ref Visit visit, in ShopContext shop)
    {
        var several = visit.Chooses(shop.Shop.Catalog.ProductAt(visit.Product).Several);
        var quantity = visit.Cart.Add(visit.Product, several ? 2 + Chance.Below(visit.Draw(), 3) : 1);
        Emission.CartEvent(ref visit, shop, Ingestion.Events.EventType.AddToCart, visit.Product, quantity);
        visit.State = ShopperState.WithCart;
        GoOn(ref visit, shop);
    }

    private static void Remove(ref Visit visit, in ShopContext shop)
    {
        var line = visit.Cart.Remove(visit.Line);
        Emission.CartEvent(ref visit, shop, Ingestion.Events.EventType.RemoveFromCart, line.Product, line.Quantity);
        if (visit.Cart.Count > 0)
        {
            GoOn(ref visit, shop);
            return;
        }
        visit.State = ShopperState.Browsing;
        Browsing.GoOn(ref visit, shop);
    }

    /// <summary>Whoever has seen enough checks out or leaves; the others choose.</summary>
    private static void GoOn(ref Visit visit, in ShopContext shop)
    {
        var profile = visit.Profile;
        var choice = visit.Pages < visit.PlannedPages ? profile.CartChoices.At(visit.Draw())
            : visit.Chooses(profile.ChecksOut) ? CartChoice.CheckOut : CartChoice.Abandon;
        switch (choice)
        {
            case CartChoice.AddMore when visit.Cart.Takes(visit.Product) && visit.Chooses(shop.Shop.Catalog.ProductAt(visit.Product).Appeal):
                visit.Plan(Deed.AddToCart, Browsing.Dwell(ref visit));
                break;
            case CartChoice.Remove:
                visit.Line = Chance.Below(visit.Draw(), visit.Cart.Count);
                visit.Plan(Deed.RemoveFromCart, Browsing.Dwell(ref visit));
                break;
            case CartChoice.CheckOut:
                Checkout.Begin(ref visit, shop);
                break;
            case CartChoice.Abandon:
                visit.Plan(Deed.Leave, Browsing.Dwell(ref visit));
                break;
            default:
                visit.Plan(Deed.View, Browsing.Dwell(ref visit));
                break;
        }
    }
}
