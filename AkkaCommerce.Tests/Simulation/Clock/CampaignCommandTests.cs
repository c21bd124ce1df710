using AkkaCommerce.Simulation.Clock;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Tests.Simulation.Clock;

/// <summary>Rows of <c>commands</c> that people write.</summary>
public sealed class CampaignCommandTests
{
    [Theory]
    [InlineData("lift", """{"seconds":600,"category":"books","lift":3}""", CampaignKind.Lift, 600, "books", 3)]
    [InlineData("lift", """{"lift":100,"seconds":31536000,"note":"all of it"}""", CampaignKind.Lift, 31_536_000, null, 100)]
    [InlineData("close-shop", """{"seconds":1}""", CampaignKind.CloseShop, 1, null, 1)]
    public void What_fits_is_read(string kind, string body, CampaignKind read, int seconds, string? category, double lift)
    {
        CampaignCommand.TryRead(9, kind, body, out var command).ShouldBeTrue();

        command.ShouldBe(new CampaignCommand(9, read, TimeSpan.FromSeconds(seconds), category, lift));
    }

    [Theory]
    [InlineData("dance", """{"seconds":600}""")]
    [InlineData("Lift", """{"seconds":600,"lift":3}""")]
    [InlineData("lift", "")]
    [InlineData("lift", "null")]
    [InlineData("lift", "[600]")]
    [InlineData("lift", """{"lift":3}""")]
    [InlineData("lift", """{"seconds":0,"lift":3}""")]
    [InlineData("lift", """{"seconds":1.5,"lift":3}""")]
    [InlineData("lift", """{"seconds":"600","lift":3}""")]
    [InlineData("lift", """{"seconds":31536001,"lift":3}""")]
    [InlineData("lift", """{"seconds":600}""")]
    [InlineData("lift", """{"seconds":600,"lift":1}""")]
    [InlineData("lift", """{"seconds":600,"lift":101}""")]
    [InlineData("lift", """{"seconds":600,"lift":"3"}""")]
    [InlineData("lift", """{"seconds":600,"lift":3,"category":5}""")]
    [InlineData("close-shop", """{"seconds":-1}""")]
    public void What_does_not_fit_is_nobodys_campaign_and_stops_nothing(string kind, string body) =>
        CampaignCommand.TryRead(9, kind, body, out _).ShouldBeFalse();
}
