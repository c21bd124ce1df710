using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Node.Configuration;

namespace AkkaCommerce.Tests.Node.Configuration;

public sealed class MomentTests
{
    [Theory]
    [InlineData("2025-09-07T15:30:00Z", "2025-09-07T15:30:00Z")]
    [InlineData("2025-09-07T15:30:00+02:00", "2025-09-07T13:30:00Z")]
    [InlineData("2025-09-07", "2025-09-07T00:00:00Z")]
    [InlineData("-2h", "2025-09-06T22:00:00Z")]
    [InlineData("+1h30m", "2025-09-07T01:30:00Z")]
    [InlineData("now", "2025-09-07T00:00:00Z")]
    public void Times_are_iso_or_relative(string text, string expected)
    {
        Moment.TryParse(text, out var moment).ShouldBeTrue();
        moment.Of(new Timestamp(1757203200000)).ToString().ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("15:30")]
    [InlineData("2h")]
    [InlineData("2025-13-07T15:30:00Z")]
    [InlineData("-")]
    public void What_is_no_time_is_not_taken_for_one(string text) => Moment.TryParse(text, out _).ShouldBeFalse();
}
