namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>A shopper who looks around: page after page, until something goes into the cart or there is enough seen.</summary>
internal static class Browsing
{
    /// <summary>The least time on a page, in milliseconds.</summary>
    private const int LeastDwell = 300;

    /// <summary>How many products a shopper has that it comes for again and again.</summary>
    private const int UsualProducts = 4;

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
        var catalog = shop.Shop.Catalog;
        if (visit.Chooses(250)) visit.Category = Interest(ref visit, shop);
        if (visit.Chooses(visit.Profile.Usual))
        {
            var usual = visit.UserKey + (ulong)Chance.Below(visit.Draw(), UsualProducts);
            visit.Category = catalog.DrawCategory(Chance.Draw(usual, 10));
            visit.Product = catalog.DrawProduct(visit.Category, Chance.Draw(usual, 11));
        }
        else
        {
            visit.Product = catalog.DrawProduct(visit.Category, visit.Draw());
        }
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

    /// <summary>
    /// How long a visitor stays on a page, in milliseconds: of the time that is left, as much against the pages that are left as a draw of Weibull's says. On
    /// the last page it is all of it, so that a visit is as long as it was to be.
    /// </summary>
    public static int Dwell(ref Visit visit)
    {
        var left = Math.Max(0, visit.PlannedEnd - visit.At);
        var weight = Quantiles.Dwell.At(visit.Draw()) + 1L;
        return (int)Math.Max(LeastDwell, left * weight / (weight + 1000L * Math.Max(0, visit.PlannedPages - visit.Pages)));
    }

    /// <summary>A category to look at: one lifted, the user's favourite, or any by its interest.</summary>
    public static int Interest(ref Visit visit, in ShopContext shop)
    {
        var catalog = shop.Shop.Catalog;
        if (visit.LiftedCategory >= 0 && visit.LiftedCategory < catalog.Categories.Count && visit.Chooses(900 * (visit.Lift - 1000) / (visit.Lift + 3000)))
            return visit.LiftedCategory;
        return visit.Chooses(450)
            ? catalog.DrawCategory(Chance.Draw(visit.UserKey, 1))
            : catalog.DrawCategory(visit.Draw());
    }

    /// <summary>How likely the product on the page goes into the cart: the cheaper the likelier, and likelier where it is lifted.</summary>
    private static int AddsInThousand(in Visit visit, in ShopContext shop)
    {
        var adds = visit.Profile.Add * shop.Shop.Catalog.ProductAt(visit.Product).Appeal / 1000;
        return visit.LiftedCategory == visit.Category || visit.LiftedCategory == Visit.WholeShop ? Math.Min(900, adds * visit.Lift / 1000) : adds;
    }
}
