using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Tests.Simulation.Shoppers;

public sealed class ChanceTests
{
    [Fact]
    public void Draws_are_spread_evenly_over_users_days_visits_and_numbers()
    {
        var counts = new int[64 * 16];
        for (var user = 0; user < 20; user++)
            for (var day = 20_000; day < 20_020; day++)
                for (var visit = 0; visit < 10; visit++)
                    for (uint n = 0; n < 64; n++)
                        counts[n * 16 + Chance.Below(Chance.Draw(Chance.Visit(Chance.Day(Chance.User(1, user), day), visit), n), 16)]++;
        counts.ShouldAllBe(count => count > 180 && count < 330); // 250 each, standard deviation 15
    }

    [Fact]
    public void One_bit_of_the_seed_changes_about_half_of_the_bits()
    {
        for (var bit = 0; bit < 64; bit++)
            ulong.PopCount(Chance.User(1, 7) ^ Chance.User(1 ^ 1UL << bit, 7)).ShouldBeInRange(14UL, 50UL);
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(100)]
    public void Visits_of_a_day_have_the_mean_asked_for(double mean)
    {
        var counts = new VisitCounts(mean);
        var drawn = Enumerable.Range(0, 40_000).Sum(n => (long)counts.Draw(Chance.Draw(9, (uint)n)));
        (drawn / 40_000.0).ShouldBe(mean, 0.1 * mean + 0.001);
    }

    [Fact]
    public void A_rate_of_visits_outside_its_range_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new VisitCounts(0));
        Should.Throw<ArgumentOutOfRangeException>(() => new VisitCounts(120.1));
        Should.Throw<ArgumentOutOfRangeException>(() => new VisitCounts(double.NaN));
    }

    [Fact]
    public void Who_hardly_ever_visits_is_looked_at_again_now_and_then()
    {
        var shop = Shops.Of(shoppers: 50, visits: 0.0001);
        for (var user = 0; user < 50; user++)
        {
            var due = Shopper.NextDueOf(shop, user, Shops.Noon, CampaignList.None);
            due.ShouldBeGreaterThan(Shops.Noon);
            due.ShouldBeLessThan(Shops.Noon + TimeSpan.FromDays(66));
        }
    }
}
