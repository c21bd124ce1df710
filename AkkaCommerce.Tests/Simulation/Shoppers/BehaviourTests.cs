using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Tests.Simulation.Shoppers;

/// <summary>What a day of many shoppers looks like: plausible, in wide bounds.</summary>
public sealed class BehaviourTests
{
    private static readonly Timestamp NextNoon = Shops.Noon.Plus(24 * 60);

    private sealed record Session(int Events, int Pages, bool Cart, bool Bought);

    [Fact]
    public void A_day_of_the_default_shop_is_plausible()
    {
        var shop = Shops.Of(seed: 1, shoppers: 1500, visits: 8);
        var sessions = Enumerable.Range(0, 1500).SelectMany(user => Sessions(StraightShop.Of(shop, user, CampaignList.None, NextNoon))).ToList();

        (sessions.Count / 1500.0).ShouldBe(8 * (VisitCounts.OfWeekend + VisitCounts.OfWeekday) / 2, 0.3); // noon of a Sunday to noon of a Monday
        sessions.Average(session => session.Events).ShouldBe(19, 1);
        Share(sessions, session => session.Pages <= 1).ShouldBe(0.50, 0.02);
        Share(sessions, session => session.Cart).ShouldBe(0.066, 0.01);
        Share(sessions, session => session.Bought).ShouldBe(0.02, 0.005);
    }

    [Fact]
    public void Loyal_buyers_buy_more_often_than_browsers()
    {
        var shop = Shops.Of(seed: 2, shoppers: 1200, visits: 8);
        var bought = Enumerable.Range(0, 1200).ToLookup(
            user => shop.Profiles.Of(user).Name, user => Sessions(StraightShop.Of(shop, user, CampaignList.None, NextNoon)).Count(session => session.Bought));
        bought.Count.ShouldBe(Profile.All.Length);
        bought["loyal buyer"].Average().ShouldBeGreaterThan(2 * bought["browser"].Average());
        bought["one-page visitor"].Average().ShouldBeLessThan(bought["browser"].Average());
    }

    [Fact]
    public void Every_kind_of_event_occurs_and_a_cart_never_gives_what_was_not_put_in()
    {
        var shop = Shops.Of(seed: 3, shoppers: 600, visits: 8);
        var all = Enumerable.Range(0, 600).SelectMany(user => StraightShop.Of(shop, user, CampaignList.None, NextNoon)).ToList();
        all.Select(e => e.Type).Distinct().Count().ShouldBe(6);
        all.Count(e => e.Type == EventType.RemoveFromCart).ShouldBeLessThan(all.Count(e => e.Type == EventType.AddToCart));
        all.Where(e => e.Type == EventType.Purchase).ShouldAllBe(e => e.Cents > 0);
    }

    [Fact]
    public void A_lifted_category_is_looked_at_more_and_the_visits_begun_before_are_not_touched()
    {
        var shop = Shops.Of(seed: 4, shoppers: 300, visits: 20);
        var lift = new CampaignList(1, [new Campaign { Id = 1, Kind = CampaignKind.Lift, After = Shops.Noon.Plus(180), Length = TimeSpan.FromHours(3), Category = "books", Lift = 5 }]);
        var plain = Enumerable.Range(0, 300).SelectMany(user => StraightShop.Of(shop, user, CampaignList.None, Shops.Noon.Plus(360))).ToList();
        var lifted = Enumerable.Range(0, 300).SelectMany(user => StraightShop.Of(shop, user, lift, Shops.Noon.Plus(360))).ToList();

        lifted.Where(e => e.Time <= Shops.Noon.Plus(180).Milliseconds).ShouldBe(plain.Where(e => e.Time <= Shops.Noon.Plus(180).Milliseconds));
        lifted.Count(IsBookViewed).ShouldBeGreaterThan(2 * plain.Count(IsBookViewed));
        lifted.Where(e => e.Type == EventType.SessionStart).ShouldBe(plain.Where(e => e.Type == EventType.SessionStart));
    }

    [Fact]
    public void Evenings_are_busier_than_the_small_hours_of_the_shops_own_zone()
    {
        var shop = Shops.Of(seed: 5, shoppers: 1000, visits: 8, from: Shops.Noon.Plus(-720));
        var hours = Enumerable.Range(0, 1000).SelectMany(user => StraightShop.VisitsOf(shop, user, Shops.Noon.Plus(720)))
            .Where(visit => visit.Start.Time > shop.Run.From.Milliseconds)
            .CountBy(visit => (int)((visit.Start.Time + shop.ZoneMilliseconds) / 3_600_000 % 24)).ToDictionary();
        hours[20].ShouldBeGreaterThan(3 * hours[4]);
    }

    private static bool IsBookViewed(Emitted e) => e.Type == EventType.PageView && e.Content.Contains("prod_books_", StringComparison.Ordinal);

    private static double Share(List<Session> sessions, Func<Session, bool> which) => (double)sessions.Count(which) / sessions.Count;

    private static List<Session> Sessions(List<Emitted> events)
    {
        var sessions = new List<Session>();
        var current = new Session(0, 0, false, false);
        foreach (var e in events)
        {
            if (e.Type == EventType.SessionStart) current = new Session(0, 0, false, false);
            current = new Session(
                current.Events + 1, current.Pages + (e.Type == EventType.PageView ? 1 : 0), current.Cart || e.Type == EventType.AddToCart, current.Bought || e.Type == EventType.Purchase);
            if (e.Type == EventType.SessionEnd) sessions.Add(current);
        }
        return sessions;
    }
}
