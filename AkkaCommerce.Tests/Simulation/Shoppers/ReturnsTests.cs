using System.Text.Json;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Tests.Simulation.Shoppers;

public sealed class ReturnsTests
{
    private const int Shoppers = 120;
    private const int Share = 190_000;
    private const long Day = 86_400_000;

    /// <summary>The last visits begin here; what they return comes within two weeks.</summary>
    private static readonly Timestamp LastVisit = Shops.Noon + TimeSpan.FromDays(4);

    private static readonly List<Emitted> Without = Of(returns: 0);
    private static readonly List<Emitted> With = Of(returns: Share);

    [Fact]
    public void Of_all_units_bought_the_share_asked_for_comes_back()
    {
        var (bought, returned) = (With.Where(e => e.Type == EventType.Purchase).Sum(Units), With.Where(e => e.Type == EventType.Refund).Sum(Units));

        // Five standard deviations of the binomial distribution: the seed is fixed, so this is a rule and not a chance.
        var share = Share / 1e6;
        bought.ShouldBeGreaterThan(500);
        ((double)returned).ShouldBeInRange(bought * share - 5 * Math.Sqrt(bought * share * (1 - share)), bought * share + 5 * Math.Sqrt(bought * share * (1 - share)));
    }

    [Fact]
    public void Nothing_else_is_another_for_them() =>
        With.Where(e => e.Type != EventType.Refund).Select(e => (e.Time, e.Type, e.Cents)).ShouldBe(Without.Select(e => (e.Time, e.Type, e.Cents)));

    [Fact]
    public void A_refund_is_of_an_order_made_2_to_14_days_before_and_of_no_more_than_was_bought()
    {
        var purchases = With.Where(e => e.Type == EventType.Purchase).ToDictionary(Order);
        var refunds = With.Where(e => e.Type == EventType.Refund).ToList();

        refunds.Select(Order).ShouldBeUnique();
        foreach (var refund in refunds)
        {
            var purchase = purchases[Order(refund)];
            (refund.Time - purchase.Time).ShouldBeInRange(2 * Day, 14 * Day);
            refund.Due.ShouldBe(refund.Time);
            refund.Cents.ShouldBe(Items(refund).Sum(item => item.Quantity * item.Cents));
            refund.Cents.ShouldBeGreaterThan(0);
            foreach (var (product, quantity, cents) in Items(refund))
                Items(purchase).ShouldContain(item => item.Product == product && item.Cents == cents && item.Quantity >= quantity);
        }
        var days = refunds.Select(refund => (refund.Time - purchases[Order(refund)].Time) / (double)Day).ToArray();
        days.Average().ShouldBeInRange(7, 9);
        days.Min().ShouldBeLessThan(3);
        days.Max().ShouldBeGreaterThan(13);
    }

    [Fact]
    public void Every_id_is_its_own() => With.Select(e => Root(e).GetProperty("event_id").GetString()).ShouldBeUnique();

    [Fact]
    public void What_befalls_events_on_purpose_befalls_refunds_too()
    {
        var imperfect = Of(Share, Imperfections.Parse("late 20%:5s..2m, duplicate 20%:1s..1m, lose 20%, fail 5%, reorder 2s")).Where(e => e.Type == EventType.Refund || e.Kind == EmissionKind.Failed).ToList();

        foreach (var kind in (EmissionKind[])[EmissionKind.Plain, EmissionKind.Late, EmissionKind.Duplicate, EmissionKind.Lost]) imperfect.ShouldContain(e => e.Kind == kind);
        imperfect.Where(e => e.Kind == EmissionKind.Late).ShouldAllBe(e => e.Due - e.Time >= 5_000 && e.Due - e.Time <= 122_000);
        imperfect.Where(e => e.Kind == EmissionKind.Failed && e.Time > LastVisit.Milliseconds + Day).ShouldContain(e => e.Content == "BehaviourFailedException: failure asked for");
    }

    [Fact]
    public void A_shopper_made_anew_days_later_is_due_when_one_left_in_peace_is()
    {
        var shop = Shops.Of(seed: 4, shoppers: 40, visits: 30, returns: 500_000);
        for (var user = 0; user < 40; user++)
        {
            var (peaceful, events) = (new Shopper(shop, user), EventBuffer.Rent());
            peaceful.Rebuild(shop.Run.From, CampaignList.None);
            for (var at = shop.Run.From; at < shop.Run.From + TimeSpan.FromDays(17); at += TimeSpan.FromHours(31))
            {
                while (peaceful.Walk(at, CampaignList.None, events)) { }
                Shopper.NextDueOf(shop, user, at, CampaignList.None).ShouldBe(peaceful.NextDue, $"user {user}, at {at}");
            }
        }
    }

    private static List<Emitted> Of(int returns, Imperfections? imperfections = null)
    {
        var shop = Shops.Of(seed: 31, shoppers: Shoppers, visits: 25, imperfections: imperfections, returns: returns);
        var closed = new CampaignList(1, [new Campaign { Id = 1, Kind = CampaignKind.CloseShop, After = LastVisit, Length = TimeSpan.FromDays(30) }]);
        return [.. Enumerable.Range(0, Shoppers).SelectMany(user => StraightShop.Of(shop, user, closed, LastVisit + TimeSpan.FromDays(15)))];
    }

    private static JsonElement Root(Emitted e) => JsonDocument.Parse(e.Content).RootElement;

    private static string Order(Emitted e) => Root(e).GetProperty("order_id").GetString()!;

    private static long Units(Emitted e) => Items(e).Sum(item => item.Quantity);

    private static List<(string Product, long Quantity, long Cents)> Items(Emitted e) =>
        [.. Root(e).GetProperty("items").EnumerateArray().Select(item =>
            (item.GetProperty("product_id").GetString()!, item.GetProperty("quantity").GetInt64(), (long)(item.GetProperty("price").GetDecimal() * 100)))];
}
