using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Tests.Ingestion.Events;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("1299.9699999999998", 129_997)]
    [InlineData("0.005", 1)]
    [InlineData("-0.005", -1)]
    [InlineData("0.00499", 0)]
    [InlineData("999.99", 99_999)]
    public void Cents_round_half_away_from_zero(string amount, long cents) =>
        Money.ToCents(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(cents);

    [Theory]
    [InlineData(0, "0.00")]
    [InlineData(7, "0.07")]
    [InlineData(129_997, "1299.97")]
    [InlineData(-5, "-0.05")]
    public void Money_has_two_decimals(long cents, string text) => Money.Text(cents).ShouldBe(text);

    [Theory]
    [InlineData(1, 8, 2, 0.13)]
    [InlineData(2, 3, 4, 0.6667)]
    [InlineData(1, 0, 4, 0)]
    public void A_ratio_is_rounded_once(long dividend, long divisor, int decimals, decimal ratio) =>
        Money.Ratio(dividend, divisor, decimals).ShouldBe(ratio);
}
