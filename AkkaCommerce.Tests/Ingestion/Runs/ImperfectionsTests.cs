using AkkaCommerce.Ingestion.Runs;

namespace AkkaCommerce.Tests.Ingestion.Runs;

public sealed class ImperfectionsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("late 1%:5s..2m")]
    [InlineData("late 0.0001%:1ms..90s, duplicate 0.1%:1s..1m, lose 12.5%, fail 0.8%, reorder 2500ms, outage 14:00+10m")]
    [InlineData("outage 23:55+6h")]
    public void What_is_written_is_read_and_written_the_same(string text) => Imperfections.Parse(text).ToString().ShouldBe(text);

    [Theory]
    [InlineData("late")]
    [InlineData("late 1")]
    [InlineData("late 1%:5s")]
    [InlineData("late 1.0%:5s..2m")]
    [InlineData("reorder 2000ms")]
    [InlineData("lose 1%, late 1%:5s..2m")]
    [InlineData("outage 24:00+10m")]
    [InlineData("returns 17%")]
    public void Any_other_text_is_refused(string text) => Should.Throw<FormatException>(() => Imperfections.Parse(text));

    [Fact]
    public void A_record_of_before_there_were_any_has_none()
    {
        var run = new SimulationRun { Seed = 1, Shoppers = 1, Products = 1, VisitsPerDay = 1, From = default, Zone = default, Imperfections = null! };

        run.Injected.ShouldBe(Imperfections.None);
        run.RunId.ShouldBe((run with { Imperfections = "" }).RunId);
        run.RunId.ShouldNotBe((run with { Imperfections = "lose 1%" }).RunId);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("lose 5%", 0)]
    [InlineData("late 1%:5s..2m", 120)]
    [InlineData("late 1%:5s..2m, duplicate 1%:1s..3m", 180)]
    [InlineData("late 1%:5s..2m, duplicate 1%:1s..1m, reorder 2s, outage 14:00+10m", 722)]
    public void The_greatest_delay_is_that_of_the_latest_record_there_can_be(string text, int seconds) =>
        Imperfections.Parse(text).GreatestDelay.ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData(14, 0, 0)]
    [InlineData(23, 58, 0)]
    [InlineData(0, 0, 2)]
    [InlineData(9, 30, -5)]
    public void Nothing_is_written_in_an_outage_and_what_would_be_comes_later_in_the_same_order(int hour, int minute, int zone)
    {
        var outage = new Outage(new TimeSpan(hour, minute, 0), TimeSpan.FromMinutes(10));
        var (offset, last) = (zone * 3_600_000L, 0L);
        for (var moment = 1_757_203_200_000; moment < 1_757_203_200_000 + 86_400_000; moment += 7_919)
        {
            var (written, into) = (outage.WrittenAt(moment, offset), Into(moment));
            (written - moment).ShouldBeInRange(0, into < 600_000 ? 600_000 : 0);
            Into(written).ShouldBeGreaterThanOrEqualTo(600_000);
            written.ShouldBeGreaterThanOrEqualTo(into is >= 600_000 and < 660_000 ? moment : last);
            if (into is < 600_000 or >= 660_000) last = written;
        }

        long Into(long moment) => ((moment + offset - (long)outage.At.TotalMilliseconds) % 86_400_000 + 86_400_000) % 86_400_000;
    }
}
