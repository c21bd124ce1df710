namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>How a visit begins and ends.</summary>
internal static class Session
{
    /// <summary>The most pages of a visit; with those, its events stay far below what an id can number.</summary>
    private const int MaxPages = 300;

    /// <summary>The mean time on the only page of a visit, in milliseconds.</summary>
    private const int OnlyPage = 45_000;

    /// <summary>The mean time of a bot on a page, in milliseconds.</summary>
    private const int BotPage = 900;

    public static void Begin(ref Visit visit, in ShopContext shop)
    {
        Emission.SessionStart(ref visit, shop);
        var profile = visit.Profile;
        visit.State = ShopperState.Browsing;
        visit.Category = Browsing.Interest(ref visit, shop);
        if (visit.Chooses(profile.OnePage))
        {
            visit.PlannedPages = 1;
            visit.PlannedEnd = visit.Start + (long)(profile.IsBot ? BotPage : OnlyPage) * Quantiles.Dwell.At(visit.Draw()) / 1000;
        }
        else
        {
            Plan(ref visit);
        }
        visit.Plan(Deed.View, 50 + Chance.Below(visit.Draw(), 1000));
    }

    public static void End(ref Visit visit, in ShopContext shop)
    {
        Emission.SessionEnd(ref visit, shop);
        visit.State = ShopperState.Away;
    }

    /// <summary>Pages and length of a visit that goes on, longer ones with more pages.</summary>
    private static void Plan(ref Visit visit)
    {
        var profile = visit.Profile;
        var score = NormalScore.At(visit.Draw());
        visit.PlannedPages = (int)Math.Clamp((ByScore.Pages.At(score) * (long)profile.Pages + 50_000) / 100_000, 2, MaxPages);
        var seconds = ByScore.Seconds.At(NormalScore.Along(score, visit.Draw()));
        visit.PlannedEnd = visit.Start + (profile.IsBot ? (long)visit.PlannedPages * BotPage : seconds * 1000L + Chance.Below(visit.Draw(), 1000));
        visit.Shopping = visit.Chooses((int)Math.Min(900, (long)profile.Shopping * (visit.LiftedCategory == Visit.WholeShop ? visit.Lift : 1000) / 1000));
    }
}
