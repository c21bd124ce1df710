namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>A shopper who looks around: page after page, until something goes into the cart or there is enough seen.</summary>
internal static class Browsing
{
    public static void Step(ref Visit visit, in ShopContext shop)
    {
        if (visit.Next == Deed.AddToCart)
        {
            WithCart.Add(ref visit, shop);
            return;
        }
        View(ref visit, shop);
        GoOn(ref visit, shop);
    }

    /// <summary>Looks at a product's page.</summary>
    public static void View(ref Visit visit, in ShopContext shop)
    {
        if (visit.Chooses(250)) visit.Category = Interest(ref visit, shop);
        visit.Product = shop.Shop.Catalog.DrawProduct(visit.Category, visit.Draw());
        Emission.PageView(ref visit, shop);
        visit.Pages++;
    }

    /// <summary>Without anything in the cart: what comes after a page.</summary>
    public static void GoOn(ref Visit visit, in ShopContext shop)
    {
        if (visit.Shopping && visit.Pages < visit.PlannedPages && visit.Chooses(AddsInThousand(visit, shop))) visit.Plan(Deed.AddToCart, Dwell(ref visit));
        else if (visit.Pages < visit.PlannedPages) visit.Plan(Deed.View, Dwell(ref visit));
        else visit.Plan(Deed.Leave, Dwell(ref visit));
    }

    /// <summary>How long a visitor stays on a page, in milliseconds.</summary>
    public static int Dwell(ref Visit visit) => (int)((long)visit.Pace * Quantiles.Dwell.At(visit.Draw()) / 1000);

    /// <summary>A category to look at: one lifted, the user's favourite, or any by its interest.</summary>
    public static int Interest(ref Visit visit, in ShopContext shop)
    {
        var catalog = shop.Shop.Catalog;
        if (visit.LiftedCategory >= 0 && visit.LiftedCategory < catalog.Categories.Count && visit.Chooses(900 * (visit.Lift - 1000) / (visit.Lift + 3000)))
            return visit.LiftedCategory;
        return visit.Chooses(450)
            ? catalog.DrawCategory(Chance.Draw(Chance.User(shop.Shop.Seed, visit.User), 1))
            : catalog.DrawCategory(visit.Draw());
    }

    private static int AddsInThousand(in Visit visit, in ShopContext shop)
    {
        var adds = shop.Profile(visit).Add;
        return visit.LiftedCategory == visit.Category || visit.LiftedCategory == Visit.WholeShop ? Math.Min(900, adds * visit.Lift / 1000) : adds;
    }
}
