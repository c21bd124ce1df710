using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Node.Reporting;

namespace AkkaCommerce.Tests.Node.Reporting;

public sealed class DashboardViewTests
{
    private static readonly string[] CategoryNames = ["electronics", "books", "home_and_garden_long_name", "sports", "toys", "food"];

    private static readonly Timestamp Noon = new(1757246400000);

    [Theory]
    [InlineData(80, 24)]
    [InlineData(80, 30)]
    [InlineData(100, 16)]
    [InlineData(120, 40)]
    [InlineData(200, 50)]
    public void The_picture_fills_the_terminal_exactly(int width, int height)
    {
        var lines = Draw(Full(), width, height);

        lines.Length.ShouldBe(height);
        lines.ShouldAllBe(line => line.Length <= width);
    }

    [Fact]
    public void At_80_by_24_everything_is_there()
    {
        var picture = string.Join('\n', Draw(Full(), 80, 24));

        string[] parts =
        [
            "2025-09-07 14:00:00 +02:00", "live", "17.2 events/s", "13:55:00 - 14:00:00", "lag 0.4 s",
            "123,456.78", "Orders", "Average order", "Customers", "Conversion", "2.05 %", "Carts abandoned",
            "page views", "to cart", "from cart", "purchases", "visits begun", "visits ended",
            "Top products", "electronics_000", "Categories", "electronics", "Engagement", "11 min 20 s", "3.14", "late 7", "dead letters 1,234", "Ctrl-C stops",
        ];
        foreach (var part in parts) picture.ShouldContain(part);
        for (var product = 0; product < 10; product++) picture.ShouldContain($"_{product:000}");
    }

    [Fact]
    public void Before_anything_is_known_there_is_a_picture_too() =>
        string.Join('\n', Draw(new DashboardFigures { Phase = "starting" }, 80, 24)).ShouldContain("waiting for the first events");

    [Fact]
    public void A_backfill_shows_how_far_it_is()
    {
        var backfill = new Backfill(Noon - TimeSpan.FromHours(2), Noon - TimeSpan.FromHours(1), Noon);

        Draw(Full() with { Phase = "backfilling", Backfill = backfill }, 80, 24)[1].ShouldContain("50.00 %  60 min 0 s to go");
    }

    [Fact]
    public void Names_with_brackets_are_shown_as_they_are()
    {
        var window = Window() with { PopularProducts = [new("[red]x[/]", "[c]", 1, 1, 1, 1)], PopularCategories = [new("[c]", 1, 1, 1)] };

        string.Join('\n', Draw(Full() with { Window = window }, 80, 24)).ShouldContain("[red]x[/]");
    }

    private static string[] Draw(DashboardFigures figures, int width, int height) =>
        Frame.Lines(DashboardView.Render(figures, width, height), width, height, colours: false);

    private static DashboardFigures Full() => new()
    {
        Phase = "live",
        ShopTime = Noon,
        Zone = TimeSpan.FromHours(2),
        EventsPerSecond = 17.2,
        Lag = TimeSpan.FromSeconds(0.4),
        LateEvents = 7,
        DeadLetters = 1234,
        Window = Window(),
    };

    private static WindowSnapshot Window()
    {
        EventCounts events = default;
        events[EventType.PageView] = 4000;
        events[EventType.AddToCart] = 300;
        events[EventType.Purchase] = 80;
        return new()
        {
            Start = Noon - TimeSpan.FromMinutes(5),
            End = Noon,
            Final = false,
            Events = events,
            PopularProducts = [.. Enumerable.Range(0, 10).Select(i => new PopularProduct($"prod_electronics_{i:000}", "electronics", 100 - i, 10, 3, 999.99m))],
            PopularCategories = [.. CategoryNames.Select(name => new PopularCategory(name, 1000, 10, 12345.67m))],
            Revenue = 123456.78m,
            Orders = 80,
            AverageOrderValue = 1543.21m,
            UniqueCustomers = 79,
            UniqueViewers = 3857,
            UniqueCarters = 250,
            AbandoningCarters = 171,
            ConvertedViewers = 79,
            ViewerConversionRate = 0.0205m,
            Sessions = new SessionFigures { Started = 500, Ended = 480, AverageDurationSeconds = 680.3m, AveragePageViews = 3.14m },
            LateEvents = 0,
            DeadLetters = 0,
        };
    }
}
