using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Tests.Ingestion.Events;

public sealed class TimestampTests
{
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 0, 10_000)]
    [InlineData(9_999, 0, 10_000)]
    [InlineData(10_000, 10_000, 10_000)]
    [InlineData(-1, -10_000, 0)]
    [InlineData(-10_000, -10_000, -10_000)]
    [InlineData(-10_001, -20_000, -10_000)]
    public void A_moment_is_rounded_to_whole_spans_before_and_after_1970(long moment, long down, long up)
    {
        var span = TimeSpan.FromSeconds(10);
        new Timestamp(moment).RoundedDownTo(span).ShouldBe(new Timestamp(down));
        new Timestamp(moment).RoundedUpTo(span).ShouldBe(new Timestamp(up));
    }
}
