using AkkaCommerce.Ingestion.Runs;

namespace AkkaCommerce.Tests.Ingestion.Runs;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("250ms", 250)]
    [InlineData("10s", 10_000)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("2 days", 172_800_000)]
    [InlineData("1.5s", 1_500)]
    public void Durations_are_numbers_with_units(string text, long milliseconds)
    {
        Quantity.TryParseDuration(text, out var duration).ShouldBeTrue();
        duration.TotalMilliseconds.ShouldBe(milliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("s")]
    [InlineData("10 parsecs")]
    [InlineData("-10s")]
    [InlineData("1..5s")]
    [InlineData("99999999999999999999d")]
    public void What_is_no_duration_is_not_taken_for_one(string text) => Quantity.TryParseDuration(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("250ms")]
    [InlineData("90s")]
    [InlineData("5m")]
    [InlineData("36h")]
    [InlineData("7d")]
    [InlineData("0s")]
    public void A_duration_is_written_in_the_greatest_unit_that_it_is_a_whole_number_of(string text)
    {
        Quantity.TryParseDuration(text, out var duration).ShouldBeTrue();
        Quantity.Text(duration).ShouldBe(text);
    }

    [Theory]
    [InlineData("65536", 65_536)]
    [InlineData("64MiB", 67_108_864)]
    [InlineData("10 GB", 10_000_000_000)]
    [InlineData("1.5kB", 1_500)]
    public void Sizes_are_bytes_with_units(string text, long bytes)
    {
        Quantity.TryParseSize(text, out var size).ShouldBeTrue();
        size.ShouldBe(bytes);
    }
}
