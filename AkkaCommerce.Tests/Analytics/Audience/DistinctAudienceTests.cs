using System.Text;
using AkkaCommerce.Analytics.Audience;
using AkkaCommerce.Analytics.Panes;
using FsCheck;
using FsCheck.Fluent;

namespace AkkaCommerce.Tests.Analytics.Audience;

/// <summary>The rings of panes against sets of users counted anew for each window.</summary>
public sealed class DistinctAudienceTests
{
    private const int Windows = 140;

    [Fact]
    public void The_ring_of_panes_counts_what_a_brute_force_counts_in_any_order_of_arrival() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), Gen.Choose(2, AnalysisOptions.MostWindowPanes).ToArbitrary(), (acts, window) =>
        {
            var audience = new DistinctAudience(window, 1000);
            var done = new HashSet<(int User, UserAct Act, long Pane)>();
            foreach (var act in acts)
            {
                var chance = new Random(act);
                if (chance.Next(6) == 0) audience.OpenFrom(audience.Open + chance.Next(chance.Next(8) == 0 ? 500 : 6));
                var (user, kind) = (chance.Next(4), (UserAct)chance.Next(3));
                var pane = audience.Open + chance.Next(-2 * window, chance.Next(5) == 0 ? 400 : window + 5);
                var name = Encoding.UTF8.GetBytes($"user_{user}{new string('x', user * 12)}");
                audience.Add(name, DistinctAudience.HashOf(name), kind, pane);
                if (pane > audience.Open - window) done.Add((user, kind, pane));
            }
            for (var open = audience.Open; audience.Open < open + Windows; audience.OpenFrom(audience.Open + 1))
                audience.Of(audience.Open).ShouldBe(Count(done, window, audience.Open));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_window_ahead_of_the_oldest_is_counted_as_it_will_be_when_it_is_the_oldest() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), acts =>
        {
            var audience = new DistinctAudience(30, 0);
            foreach (var act in acts)
            {
                var chance = new Random(act);
                var name = new[] { (byte)('a' + chance.Next(4)) };
                audience.Add(name, DistinctAudience.HashOf(name), (UserAct)chance.Next(3), chance.Next(60));
            }
            var ahead = Enumerable.Range(0, 90).Select(window => audience.Of(window)).ToArray();
            for (var window = 0; window < ahead.Length; window++)
            {
                audience.OpenFrom(window);
                audience.Of(window).ShouldBe(ahead[window]);
            }
        }).QuickCheckThrowOnFailure();

    private static DistinctUsers Count(HashSet<(int User, UserAct Act, long Pane)> done, int window, long last)
    {
        var inside = done.Where(d => d.Pane > last - window && d.Pane <= last).ToLookup(d => d.Act, d => d.User);
        HashSet<int> viewers = [.. inside[UserAct.Viewed]], carters = [.. inside[UserAct.Carted]], customers = [.. inside[UserAct.Bought]];
        return new DistinctUsers(viewers.Count, carters.Count, customers.Count, viewers.Intersect(customers).Count(), carters.Intersect(customers).Count());
    }
}
