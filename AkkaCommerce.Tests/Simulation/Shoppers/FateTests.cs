using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Tests.Simulation.Shoppers;

public sealed class FateTests
{
    private const int Shoppers = 60;

    private static readonly List<Emitted> Plain = Of(Imperfections.None);

    [Fact]
    public void Each_kind_befalls_the_share_that_was_asked_for()
    {
        var all = Of(Imperfections.Parse("late 5%:5s..2m, duplicate 3%:1s..1m, lose 2%"));

        all.Count.ShouldBe(Plain.Count + all.Count(e => e.Kind == EmissionKind.Duplicate));
        Share(EmissionKind.Late, .05);
        Share(EmissionKind.Duplicate, .03);
        Share(EmissionKind.Lost, .02);

        // Five standard deviations of the binomial distribution: the seed is fixed, so this is a rule and not a chance.
        void Share(EmissionKind kind, double share) =>
            ((double)all.Count(e => e.Kind == kind)).ShouldBeInRange(
                Plain.Count * share - 5 * Math.Sqrt(Plain.Count * share * (1 - share)), Plain.Count * share + 5 * Math.Sqrt(Plain.Count * share * (1 - share)));
    }

    [Fact]
    public void Nothing_that_happens_is_another_for_them()
    {
        var all = Of(Imperfections.Parse("late 5%:5s..2m, duplicate 3%:1s..1m, lose 2%, reorder 2s, outage 15:00+10m"));

        Times(all.Where(e => e.Kind != EmissionKind.Duplicate)).ShouldBe(Times(Plain));

        IEnumerable<(long, string)> Times(IEnumerable<Emitted> events) => events.Select(e => (e.Time, e.Type.ToString())).Order();
    }

    [Theory]
    [InlineData("late 5%:5s..2m", EmissionKind.Late, 5_000, 120_000)]
    [InlineData("duplicate 5%:1s..1m", EmissionKind.Duplicate, 1_000, 60_000)]
    public void Delays_are_drawn_from_the_whole_range_and_no_further(string text, EmissionKind kind, long least, long greatest)
    {
        var all = Of(Imperfections.Parse(text));
        var delays = all.Where(e => e.Kind == kind).Select(e => e.Due - e.Time).Order().ToArray();

        delays.ShouldAllBe(delay => delay >= least && delay <= greatest);
        delays[0].ShouldBeLessThan(least + (greatest - least) / 20);
        delays[^1].ShouldBeGreaterThan(greatest - (greatest - least) / 20);
        all.Where(e => e.Kind == EmissionKind.Plain).ShouldAllBe(e => e.Due == e.Time);
    }

    [Fact]
    public void Reordered_events_are_written_within_the_span_and_out_of_order()
    {
        var all = Of(Imperfections.Parse("reorder 2s")).OrderBy(e => e.Due).ToList();

        all.ShouldAllBe(e => e.Due - e.Time >= 0 && e.Due - e.Time <= 2_000);
        all.Average(e => e.Due - e.Time).ShouldBeInRange(950, 1_050);
        all.Zip(all.Skip(1), (first, second) => first.Time > second.Time).Count(isBack => isBack).ShouldBeGreaterThan(100);
    }

    [Fact]
    public void In_an_outage_nothing_is_written_and_after_it_all_of_it_is()
    {
        var (from, to) = (Shops.Noon.Plus(60).Milliseconds, Shops.Noon.Plus(70).Milliseconds);
        var all = Of(Imperfections.Parse("outage 15:00+10m")); // two hours ahead of UTC

        all.ShouldAllBe(e => e.Due < from || e.Due >= to);
        all.Count(e => e.Time >= from && e.Time < to).ShouldBe(Plain.Count(e => e.Time >= from && e.Time < to));
        all.Where(e => e.Time >= from && e.Time < to).ShouldAllBe(e => e.Due <= to + 60_000);
        all.Where(e => e.Time < from || e.Time >= to).ShouldAllBe(e => e.Due == e.Time);
    }

    [Fact]
    public void A_copy_is_its_event_to_the_byte()
    {
        var all = Of(Imperfections.Parse("duplicate 5%:1s..1m, reorder 2s"));
        var events = all.Where(e => e.Kind == EmissionKind.Plain).ToDictionary(e => e.Content);

        foreach (var copy in all.Where(e => e.Kind == EmissionKind.Duplicate)) (copy.Due - events[copy.Content].Due).ShouldBeInRange(1_000, 60_000);
    }

    /// <summary>Four hours of them, written to the end.</summary>
    private static List<Emitted> Of(Imperfections imperfections)
    {
        var shop = Shops.Of(seed: 31, shoppers: Shoppers, imperfections: imperfections);
        var until = Shops.Noon.Plus(240);
        return [.. Enumerable.Range(0, Shoppers).SelectMany(user => StraightShop.Of(shop, user, CampaignList.None, until.Plus(60))).Where(e => e.Time < until.Milliseconds)];
    }
}
