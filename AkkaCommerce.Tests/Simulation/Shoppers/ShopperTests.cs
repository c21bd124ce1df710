using System.Text.Json;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Tests.Simulation.Shoppers;

public sealed class ShopperTests
{
    private static readonly Timestamp Until = Shops.Noon.Plus(75);

    [Fact]
    public void Walked_in_random_steps_with_random_rebuilds_a_shopper_does_what_the_straight_function_does() => Walked(Imperfections.None, 40).ShouldBe(0);

    [Fact]
    public void So_it_is_with_events_late_doubled_and_lost_and_behaviours_that_fail() => Walked(Shops.Imperfect, 25);

    [Fact]
    public void So_it_is_with_events_out_of_order_and_a_collector_that_is_away() => Walked(Shops.Worse, 25);

    [Fact]
    public void So_it_is_with_what_comes_back_after_its_visit() => Walked(Imperfections.None, 150, returns: 500_000).ShouldBeGreaterThan(5);

    [Fact]
    public void So_it_is_with_refunds_that_are_late_doubled_lost_out_of_order_and_fail() => Walked(Shops.Worse, 150, returns: 500_000).ShouldBeGreaterThan(5);

    /// <returns>How many refunds there were.</returns>
    private static int Walked(Imperfections imperfections, int seeds, int returns = 0)
    {
        var refunds = 0;
        for (var seed = 1; seed <= seeds; seed++)
        {
            var random = new Random(seed);
            var shop = Shops.Of((ulong)seed, shoppers: 3, visits: random.Next(2, 100), from: Shops.Noon.Plus(-random.Next(3)), imperfections: imperfections,
                returns: returns, returnsAfter: new DelayRange(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(random.Next(1, 20))));
            for (var user = 0; user < 3; user++)
            {
                var want = StraightShop.Of(shop, user, Shops.Campaigns, Until);
                var got = WalkAtRandom(shop, user, random);
                got.Order(ByAll).ShouldBe(want.Order(ByAll), $"seed {seed}, user {user}");
                got.Select(emitted => emitted.Due).ShouldBeInOrder();
                refunds += got.Count(emitted => emitted.Type == EventType.Refund);
            }
        }
        return refunds;
    }

    private static readonly Comparer<Emitted> ByAll = Comparer<Emitted>.Create((a, b) =>
        (a.Due, a.Time, a.Type, a.Kind).CompareTo((b.Due, b.Time, b.Type, b.Kind)) is var order and not 0 ? order : string.CompareOrdinal(a.Content, b.Content));

    private static List<Emitted> WalkAtRandom(Shop shop, int user, Random random)
    {
        var shopper = new Shopper(shop, user);
        var at = shop.Run.From;
        var all = new List<Emitted>();
        var due = Timestamp.Min;
        while (at.Milliseconds < Until.Milliseconds - 1)
        {
            if (random.Next(5) == 0) shopper = new Shopper(shop, user);
            var to = new Timestamp(Math.Min(Until.Milliseconds - 1, at.Milliseconds + random.Next(1, random.Next(4) == 0 ? 900_000 : 20_000)));
            if (due <= to) // a writer walks only those who are due; who is not keeps what it remembers
            {
                if (!shopper.Holds(at)) shopper.Rebuild(at, Shops.Campaigns);
                shopper.NextDue.ShouldBe(Shopper.NextDueOf(shop, user, at, Shops.Campaigns));
                if (due != Timestamp.Min) shopper.NextDue.ShouldBe(due);
                using var events = EventBuffer.Rent();
                while (shopper.Walk(to, Shops.Campaigns, events)) { }
                all.AddRange(StraightShop.Read(events));
                if (random.Next(9) == 0) // the answer got lost, or the step is asked again: the same once more
                {
                    shopper.Holds(at).ShouldBeFalse();
                    shopper.Rebuild(at, Shops.Campaigns);
                    using var again = EventBuffer.Rent();
                    while (shopper.Walk(to, Shops.Campaigns, again)) { }
                    StraightShop.Read(again).ShouldBe(StraightShop.Read(events));
                }
                due = shopper.NextDue;
                due.ShouldBeGreaterThan(to);
            }
            at = to;
        }
        return all;
    }

    [Fact]
    public void A_shopper_left_in_peace_never_forgets()
    {
        var shop = Shops.Of(seed: 5, shoppers: 1);
        var shopper = new Shopper(shop, 0);
        shopper.Holds(shop.Run.From).ShouldBeFalse();
        shopper.Rebuild(shop.Run.From, CampaignList.None);
        for (var at = shop.Run.From; at < Until; at += Shops.Pane)
        {
            if (shopper.NextDue > at + Shops.Pane) continue;
            shopper.Holds(at).ShouldBeTrue();
            using var events = EventBuffer.Rent();
            while (shopper.Walk(at + Shops.Pane, CampaignList.None, events)) { }
        }
    }

    [Fact]
    public void A_walk_stops_at_each_change_of_state()
    {
        var shop = Shops.Of(seed: 3, shoppers: 1);
        var shopper = new Shopper(shop, 0);
        shopper.Rebuild(shop.Run.From, CampaignList.None);
        using var events = EventBuffer.Rent();
        var states = new List<ShopperState> { shopper.State };
        while (shopper.Walk(shop.Run.From.Plus(600), CampaignList.None, events)) states.Add(shopper.State);

        states.ShouldContain(ShopperState.Browsing);
        states.Zip(states.Skip(1)).ShouldAllBe(pair => pair.Item1 != pair.Item2);
    }

    [Fact]
    public void A_visit_ends_just_before_the_next_start_drawn_and_within_its_greatest_length()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            var shop = Shops.Of(seed, shoppers: 4);
            for (var user = 0; user < 4; user++)
            {
                var limits = StraightShop.VisitsOf(shop, user, Until.Plus(300)).Where(v => v.Start.Time > shop.Run.From.Milliseconds).ToList();
                var sessions = StraightShop.Of(shop, user, Shops.Campaigns, Until).GroupBy(e => JsonDocument.Parse(e.Content).RootElement.GetProperty("session_id").GetString());
                foreach (var session in sessions)
                {
                    var (start, limit) = limits.Single(v => v.Start.Time == session.First().Time);
                    session.Last().Time.ShouldBeLessThanOrEqualTo(limit);
                    Shops.Campaigns.IsClosed(new Timestamp(start.Time)).ShouldBeFalse();
                }
            }
        }
    }

    [Fact]
    public void A_visit_that_would_start_at_from_does_not_take_place()
    {
        var shop = Shops.Of(seed: 8, shoppers: 1);
        var first = StraightShop.VisitsOf(shop, 0, Until).First(v => v.Start.Time > shop.Run.From.Milliseconds).Start.Time;
        StraightShop.Of(Shops.Of(seed: 8, shoppers: 1, from: new Timestamp(first - 1)), 0, CampaignList.None, Until).ShouldContain(e => e.Time == first);

        var at = Shops.Of(seed: 8, shoppers: 1, from: new Timestamp(first));
        var shopper = new Shopper(at, 0);
        shopper.Rebuild(at.Run.From, CampaignList.None);
        shopper.State.ShouldBe(ShopperState.Away);
        shopper.NextDue.Milliseconds.ShouldBeGreaterThan(first);
    }

    [Fact]
    public void A_closed_shop_moves_no_start_and_lengthens_no_visit()
    {
        var shop = Shops.Of(seed: 11, shoppers: 6);
        var closed = new CampaignList(1, [new Campaign { Id = 1, Kind = CampaignKind.CloseShop, After = Shops.Noon.Plus(10), Length = TimeSpan.FromMinutes(20) }]);
        for (var user = 0; user < 6; user++)
        {
            var open = StraightShop.Of(shop, user, CampaignList.None, Until);
            var less = StraightShop.Of(shop, user, closed, Until);
            less.ShouldBeSubsetOf(open);
            var gone = open.Except(less).ToList();
            if (gone.Count > 0) new Timestamp(gone.Min(e => e.Time)).ShouldBeGreaterThan(Shops.Noon.Plus(10));
            gone.Where(e => e.Type == EventType.SessionStart).ShouldAllBe(e => closed.IsClosed(new Timestamp(e.Time)));
        }
    }

    [Fact]
    public void A_behaviour_that_fails_ends_that_visit_and_no_other()
    {
        var shop = Shops.Of(seed: 2, shoppers: 1, imperfections: new Imperfections { FailureShare = 50_000 });
        var all = StraightShop.Of(shop, 0, CampaignList.None, Until.Plus(600));
        var failed = all.Count(e => e.Kind == EmissionKind.Failed);
        failed.ShouldBeGreaterThan(3);
        all.First(e => e.Kind == EmissionKind.Failed).Content.ShouldBe("BehaviourFailedException: failure asked for");
        all.Count(e => e.Type == EventType.SessionStart).ShouldBeGreaterThan(failed);
    }
}
