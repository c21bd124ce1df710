using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Tests.Simulation.Shoppers;

public sealed class ProfileDealTests
{
    [Theory]
    [InlineData(1UL, 0)]
    [InlineData(2UL, 777)]
    [InlineData(ulong.MaxValue, 1_000_000)]
    public void Of_a_thousand_users_in_a_row_each_profile_has_its_share_to_a_few_users(ulong seed, int first)
    {
        var deal = new ProfileDeal(seed, botsInMillion: 0);
        var counts = Enumerable.Range(first, 1000).CountBy(user => deal.Of(user).Name).ToDictionary();
        foreach (var profile in Profile.All) counts[profile.Name].ShouldBeInRange(profile.Share - 4, profile.Share + 4);
    }

    [Fact]
    public void Bots_are_dealt_out_too_and_people_are_who_they_are_with_them_and_without()
    {
        var (without, with) = (new ProfileDeal(3, botsInMillion: 0), new ProfileDeal(3, botsInMillion: 100_000));
        Enumerable.Range(0, 1000).Count(user => with.Of(user).IsBot).ShouldBeInRange(97, 103);
        var people = Enumerable.Range(0, 1000).Where(user => !with.Of(user).IsBot).ToList();
        people.ShouldAllBe(user => with.Of(user) == without.Of(user));
        var counts = people.CountBy(user => with.Of(user).Name).ToDictionary();
        foreach (var profile in Profile.All) counts[profile.Name].ShouldBeInRange((profile.Share * 9 / 10) - 12, (profile.Share * 9 / 10) + 12);
    }

    [Fact]
    public void Another_seed_deals_to_others()
    {
        var (one, two) = (new ProfileDeal(1, botsInMillion: 0), new ProfileDeal(2, botsInMillion: 0));
        Enumerable.Range(0, 1000).Count(user => one.Of(user) != two.Of(user)).ShouldBeGreaterThan(100);
    }
}
