using System.Globalization;
using System.IO.Pipelines;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Node.Commands;
using AkkaCommerce.Node.Realism;
using AkkaCommerce.Simulation.Shards;
using AkkaCommerce.Simulation.Shoppers;
using AkkaCommerce.Tests.Docs;

namespace AkkaCommerce.Tests.Node.Realism;

/// <summary>The shop beside real ones, over a million visits each; and what <c>docs/simulation.md</c> says was measured is what is measured.</summary>
[Trait("Category", "Statistics")]
public sealed class RealismTests
{
    private static readonly SimulationRun Default = new()
    {
        Seed = 1,
        Shoppers = 10_000,
        Products = 125,
        VisitsPerDay = 8,
        From = new Timestamp(DateTimeOffset.Parse("2025-09-01T00:00:00Z", CultureInfo.InvariantCulture).ToUnixTimeMilliseconds()),
        Zone = TimeSpan.Zero,
    };

    [Fact]
    public async Task A_million_visits_are_like_those_of_real_shops() => Documented("default", await FiguresAsync(Default, days: 14));

    [Fact]
    public async Task Of_shoppers_who_come_twice_a_month_as_many_order_again_as_do_in_real_shops()
    {
        var figures = await FiguresAsync(Default with { Shoppers = 100_000, VisitsPerDay = 0.055 }, days: 185);
        Documented("rare", [.. figures.Where(figure => figure.Name.StartsWith("customers", StringComparison.Ordinal) || figure.Name.StartsWith("days", StringComparison.Ordinal))]);
    }

    [Fact]
    public async Task Bots_view_as_many_pages_and_as_many_units_come_back_as_asked_for_and_people_do_what_they_did()
    {
        var figures = await FiguresAsync(Default with { Shoppers = 2000, BotShare = 400_000, ReturnsInMillion = 190_000 }, days: 28);
        Documented("options", [.. figures.Where(figure => figure.Name.StartsWith("page views by bots", StringComparison.Ordinal) || figure.Name.StartsWith("units returned", StringComparison.Ordinal))]);
        figures.Single(figure => figure.Name.StartsWith("visits that begin a cart", StringComparison.Ordinal)).Fits.ShouldBe(true);
    }

    [Theory]
    [InlineData("--json", "--json goes with --report or --out")]
    [InlineData("--report --late 1%", "leave late 1%:5s..2m out")]
    [InlineData("--report --format csv", "writes none without --out")]
    [InlineData("--report --visits-per-day 50", "at most 33.")]
    public async Task What_says_nothing_of_shoppers_is_refused(string options, string reason)
    {
        var told = await Commands.Program.RunAsync(["simulate", "--from", "2025-09-07T12:00:00Z", "--until", "+1h", .. options.Split(' ')]);

        told.Code.ShouldBe(2);
        told.Error.ShouldContain(reason);
    }

    private static async Task<IReadOnlyList<RealismFigure>> FiguresAsync(SimulationRun run, int days)
    {
        var shop = new Shop(run);
        var census = new Census(run.Zone, shop.IsBot, shop.ReturnsAfter);
        await new SimulatedShop(shop, CampaignList.None).WriteAsync(PipeWriter.Create(Stream.Null), run.From + TimeSpan.FromDays(days), CancellationToken.None, look: census.Add);
        return RealismReport.Of(census, run);
    }

    private static void Documented(string run, IReadOnlyList<RealismFigure> figures)
    {
        figures.Where(figure => figure.Fits == false).Select(figure => $"{figure.Name}: {figure.Measured}, not {figure.Target}").ShouldBeEmpty();
        var documented = ReadmeTests.Read("docs/simulation.md").Split('\n').Where(line => line.StartsWith('|')).ToList();
        figures.Select(figure => $"| {figure.Name} | {run} | {RealismOutput.Number(figure.Measured)} | {figure.Target} | {figure.Source} |").Where(row => !documented.Contains(row)).ShouldBeEmpty();
    }
}
