using AkkaCommerce.Node.Reporting;

namespace AkkaCommerce.Tests.Node.Reporting;

public sealed class ChangeTests
{
    [Theory]
    [InlineData(110, 100, "▲ 10.0 %")]
    [InlineData(98, 100, "▼ 2.0 %")]
    [InlineData(100, 100, "=")]
    [InlineData(0, 0, "=")]
    [InlineData(100_001, 100_000, "=")]
    [InlineData(7, 0, "new")]
    [InlineData(0, 7, "▼ 100.0 %")]
    [InlineData(1_200, 100, "▲ >999 %")]
    public void A_figure_s_change_is_in_percent_of_what_it_was(int now, int before, string text) => Change.Of(now, before).Text.ShouldBe(text);

    [Theory]
    [InlineData(0.0205, 0.02, "▲ 0.05 pts")]
    [InlineData(0.02, 0.0205, "▼ 0.05 pts")]
    [InlineData(0.02, 0.020001, "=")]
    [InlineData(1, 0, "▲ 100.00 pts")]
    public void A_share_s_change_is_in_points(double now, double before, string text) => Change.OfShare((decimal)now, (decimal)before).Text.ShouldBe(text);

    [Fact]
    public void Of_what_is_not_known_nothing_is_said()
    {
        Change.Of(1, null).Text.ShouldBeEmpty();
        Change.OfShare(1, null).Text.ShouldBeEmpty();
    }
}
