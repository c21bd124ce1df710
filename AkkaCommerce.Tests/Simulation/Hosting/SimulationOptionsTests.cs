using AkkaCommerce.Simulation.Clock;
using AkkaCommerce.Simulation.Hosting;

namespace AkkaCommerce.Tests.Simulation.Hosting;

public sealed class SimulationOptionsTests
{
    [Fact]
    public void What_does_not_fit_is_named_with_its_range()
    {
        new SimulationOptions { Speed = ShopSpeed.Max, LiveShoppers = 100, Lead = 10_000 }.Validated();

        Message(new() { Speed = new ShopSpeed(0) }).ShouldStartWith("Speed is 0, but must be above 0 to 1,000,000, or max");
        Message(new() { Speed = new ShopSpeed(double.NaN) }).ShouldStartWith("Speed is NaN, but must be above 0");
        Message(new() { LiveShoppers = 99 }).ShouldStartWith("LiveShoppers is 99, but must be 100 to 1,000,000");
        Message(new() { Lead = 9_999 }).ShouldStartWith("Lead is 9999, but must be 10,000 to 1,000,000,000 events");
        Message(new() { TickInterval = TimeSpan.FromSeconds(2) }).ShouldStartWith("TickInterval is 00:00:02, but must be 10 ms to 1 s");
        Message(new() { ReadInterval = TimeSpan.Zero }).ShouldStartWith("ReadInterval is 00:00:00, but must be 50 ms to 5 s");

        static string Message(SimulationOptions options) => Should.Throw<ArgumentOutOfRangeException>(options.Validated).Message;
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("0.1", true)]
    [InlineData("1000000", true)]
    [InlineData("MAX", true)]
    [InlineData("0", false)]
    [InlineData("-1", false)]
    [InlineData("1000001", false)]
    [InlineData("NaN", false)]
    [InlineData("Infinity", false)]
    [InlineData("0,5", false)]
    [InlineData("fast", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_speed_is_a_factor_or_max(string? text, bool isValid) => ShopSpeed.TryParse(text, out _).ShouldBe(isValid);
}
