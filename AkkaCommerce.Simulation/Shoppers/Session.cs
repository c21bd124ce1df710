namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>How a visit begins and ends.</summary>
internal static class Session
{
    /// <summary>The most pages of a visit; with those, its events stay far below what an id can number.</summary>
    private const int MaxPages = 300;

    public static void Begin(ref Visit visit, in ShopContext shop)
    {
        Emission.SessionStart(ref visit, shop);
        var profile = shop.Profile(visit);
        visit.State = ShopperState.Browsing;
        visit.Category = Browsing.Interest(ref visit, shop);
        if (visit.Chooses(profile.OnePage))
        {
            visit.PlannedPages = 1;
        }
        else
        {
            visit.PlannedPages = Math.Clamp(Quantiles.Pages.At(visit.Draw()) * profile.Pages / 100_000, 2, MaxPages);
            visit.Shopping = visit.Chooses((int)Math.Min(900, (long)profile.Shopping * (visit.LiftedCategory == Visit.WholeShop ? visit.Lift : 1000) / 1000));
        }
        visit.Pace = 28_000 * Quantiles.Pace.At(visit.Draw()) / 1000;
        visit.Plan(Deed.View, 50 + Chance.Below(visit.Draw(), 1000));
    }

    public static void End(ref Visit visit, in ShopContext shop)
    {
        Emission.SessionEnd(ref visit, shop);
        visit.State = ShopperState.Away;
    }
}
