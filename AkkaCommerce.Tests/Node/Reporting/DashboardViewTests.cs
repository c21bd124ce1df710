using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Node.Reporting;
using AkkaCommerce.Node.Screen;

namespace AkkaCommerce.Tests.Node.Reporting;

public sealed class DashboardViewTests
{
    private static readonly string[] CategoryNames = ["electronics", "books", "home_and_garden_long_name", "sports", "toys", "food"];

    private static readonly Timestamp Noon = new(1757246400000);

    public static TheoryData<int, int> Sizes()
    {
        var sizes = new TheoryData<int, int>();
        foreach (var width in (int[])[1, 20, 40, 59, 60, 71, 72, 80, 99, 100, 120, 149, 150, 200, 250])
            foreach (var height in (int[])[1, 2, 5, 10, 16, 20, 24, 33, 34, 40, 50, 80])
                sizes.Add(width, height);
        return sizes;
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void No_line_is_wider_than_the_screen_and_there_are_no_more_than_fit(int width, int height)
    {
        foreach (var figures in (DashboardFigures[])[Full(), Full() with { IsPast = true, IsPaused = true }, new() { Phase = "starting" }, Strange()])
        {
            var lines = Draw(figures, width, height);

            lines.Length.ShouldBe(height);
            lines.ShouldAllBe(line => TextCells.Width(line) <= width);
        }
    }

    /// <summary>Whole rows are dropped: no panel loses its title or its lower edge, and the last line is the footer.</summary>
    [Theory]
    [MemberData(nameof(Sizes))]
    public void No_panel_is_cut(int width, int height)
    {
        if (width < 40 || height < 10) return;
        var lines = Draw(Full(), width, height);
        var picture = string.Join('\n', lines);

        picture.Count(character => character == '╭').ShouldBe(picture.Count(character => character == '╯'));
        foreach (var name in (string[])["Revenue", "Orders", "Conversion", "Average order", "Customers", "Carts left"]) picture.ShouldContain(name);
        lines[0].ShouldContain("live");
        lines[^1].ShouldContain("q quits");
        lines[^2].ShouldNotStartWith("──");
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void What_matters_more_is_never_missing_where_what_matters_less_is_there(int width, int height)
    {
        if (width < 72) return;
        var picture = string.Join('\n', Draw(Full(), width, height));
        string[] byWeight = ["live", "Revenue", "Orders", "Customers", "Top products", "revenue  ", "Recent events"];
        var shown = byWeight.Select(part => picture.Contains(part == "revenue  " && height >= 34 && width >= 100 ? "Revenue, " : part, StringComparison.Ordinal)).ToArray();

        shown.ShouldBe(shown.OrderDescending());
    }

    [Fact]
    public void At_80_by_24_everything_is_there()
    {
        var lines = Draw(Full(), 80, 24);
        var picture = string.Join('\n', lines);

        string[] parts =
        [
            "2025-09-07 14:00:00 +02:00", "live", "17.2 events/s", "window 2025-09-07 13:55:00 – 14:00:00 live", "lag 0.4 s",
            "123,456.78", "▲ 23.5 %", "Orders", "▼ 20.0 %", "Average order", "Customers", "Conversion", "2.05 %", "▲ 0.05 pts", "Carts left",
            "page views", "to cart", "from cart", "purchases", "visits begun", "visits ended",
            "Top products", "electronics_000", "Categories", "electronics", "Engagement", "11 min 20 s", "3.14", "events/s", "revenue", "█",
            "Recent events", "user_000001", "late 7", "dead letters 1,234", "q quits", "p pauses", "← → past windows",
        ];
        foreach (var part in parts) picture.ShouldContain(part);
        for (var product = 0; product < 8; product++) picture.ShouldContain($"_{product:000}");
        lines.ShouldAllBe(line => line.Length > 0);
    }

    [Theory]
    [InlineData(120, 40, 8)]
    [InlineData(200, 50, 30)]
    public void A_larger_screen_shows_more(int width, int height, int events)
    {
        var picture = string.Join('\n', Draw(Full(), width, height));

        picture.ShouldContain("← → past windows  PgUp PgDn by a window's length  p pauses  q quits");

        for (var product = 0; product < 10; product++) picture.ShouldContain($"prod_electronics_{product:000}");
        for (var one = 0; one < events; one++) picture.ShouldContain($"user_{one:000000}");
        foreach (var part in (string[])["carts", " min ", "against 13:50:00 – 13:55:00", "of 3,857 viewers", "171 of 250", "home_and_garden"]) picture.ShouldContain(part);
    }

    [Fact]
    public void A_window_is_compared_with_the_one_that_ends_where_it_begins_and_with_no_other()
    {
        var figures = Full();
        var others = figures.Trend.Where(totals => totals.End != figures.Window!.Start).ToList();

        string.Join('\n', Draw(figures with { Trend = others }, 120, 40)).ShouldNotContain("▲");
    }

    [Fact]
    public void Where_nobody_tells_of_events_their_room_is_given_to_the_rest()
    {
        var picture = Draw(Full() with { Tape = null }, 80, 24);

        string.Join('\n', picture).ShouldNotContain("Recent events");
        for (var product = 0; product < 10; product++) string.Join('\n', picture).ShouldContain($"_{product:000}");
    }

    [Fact]
    public void Who_looks_at_the_past_is_told_so()
    {
        var figures = Full() with { IsPast = true, ShopTime = Noon + TimeSpan.FromMinutes(3), Window = Window() with { Final = true } };
        var lines = Draw(figures, 80, 24);

        lines[1].ShouldStartWith("◀ 3 min 0 s ago  7 Sep 13:55:00 – 14:00:00 final ");
        lines[1].ShouldEndWith(" events a shop second");
        lines[^1].ShouldContain("End live");
    }

    [Theory]
    [InlineData(10, 1, false)]
    [InlineData(331, 1, true)]
    [InlineData(331, 60, false)]
    [InlineData(331, double.PositiveInfinity, false)]
    public void A_newest_window_that_is_not_the_present_s_says_so(int secondsAgo, double speed, bool says) =>
        Draw(Full() with { ShopTime = Noon + TimeSpan.FromSeconds(secondsAgo), Speed = speed }, 80, 24)[1].StartsWith("◀ 5 min 31 s ago  7 Sep 13:55:00 – ", StringComparison.Ordinal).ShouldBe(says);

    /// <summary>With its year and zone where there is room, with its day alone where there is little, and a window's times even where there is less.</summary>
    [Theory]
    [InlineData(120, "AkkaCommerce  2025-09-07 14:03:00 +02:00  ", "◀ 3 min 0 s ago  window 2025-09-07 13:55:00 – 14:00:00 final  against ")]
    [InlineData(60, "2025-09-07 14:03:00 +02:00  ", "◀ 3 min 0 s ago  window 2025-09-07 13:55:00 – 14:00:00 final")]
    [InlineData(50, "7 Sep 14:03:00  ", "◀ 3 min 0 s ago  7 Sep 13:55:00 – 14:00:00 final")]
    [InlineData(40, "7 Sep 14:03:00  ", "◀ 3 min 0 s ago  13:55:00 – 14:00:00")]
    public void Times_have_their_dates(int width, string now, string window)
    {
        var lines = Draw(Full() with { IsPast = true, ShopTime = Noon + TimeSpan.FromMinutes(3), Window = Window() with { Final = true } }, width, 24);

        lines[0].ShouldStartWith(now);
        lines[1].ShouldStartWith(window);
    }

    [Fact]
    public void A_display_that_stands_still_says_so()
    {
        var lines = Draw(Full() with { IsPaused = true }, 80, 24);

        lines[0].ShouldContain("paused");
        lines[^1].ShouldContain("p goes on");
    }

    [Fact]
    public void Without_keys_it_is_said_how_to_stop() => Draw(Full() with { HasKeys = false }, 80, 24)[^1].ShouldEndWith("Ctrl-C stops");

    [Fact]
    public void What_is_missing_is_said_also_where_there_is_little_room() =>
        Draw(Full() with { Hint = "no process runs this shop: run" }, 40, 10)[1].ShouldContain("no process runs this shop: run");

    [Fact]
    public void Before_anything_is_known_there_is_a_picture_too() =>
        string.Join('\n', Draw(new DashboardFigures { Phase = "starting" }, 80, 24)).ShouldContain("waiting for the first events");

    [Fact]
    public void A_backfill_shows_how_far_it_is()
    {
        var backfill = new Backfill(Noon - TimeSpan.FromHours(2), Noon - TimeSpan.FromHours(1), Noon);

        foreach (var (width, line) in ((int, string)[])[(40, "━━"), (80, "7 Sep 13:55:00 – 14:00:00 live"), (120, "window 2025-09-07 13:55:00 – 14:00:00 live")])
            Draw(Full() with { Phase = "catching up", Backfill = backfill }, width, 24)[1].ShouldSatisfyAllConditions(
                shown => shown.ShouldStartWith(line), shown => shown.ShouldContain("━━━"), shown => shown.ShouldEndWith(" 50.00 %  60 min 0 s to go"));
        Draw(Full() with { Backfill = backfill, Hint = "no process analyses it" }, 80, 24)[1].ShouldContain("no process analyses it");
    }

    [Theory]
    [InlineData(false, false, "q quits")]
    [InlineData(true, false, "End live  q quits")]
    [InlineData(false, true, "p goes on  q quits")]
    public void On_a_narrow_terminal_the_key_stands_that_brings_back_the_present(bool past, bool paused, string keys) =>
        Draw(Full() with { IsPast = past, IsPaused = paused }, 40, 10)[^1].ShouldEndWith(keys);

    [Fact]
    public void On_the_narrowest_terminal_a_figure_stands_beside_its_name() => Draw(Full(), 20, 5)[2].ShouldBe("Revenue   123,456.78");

    [Fact]
    public void An_amount_that_is_longer_than_usual_stands_apart_from_what_is_beside_it()
    {
        var window = Window() with { PopularProducts = [new("prod_books_novel_001", "books", 100, 10, 1234, 1_234_567.89m)], PopularCategories = [new("books", 1000, 10, 12_345_678.90m)] };

        string.Join('\n', Draw(Full() with { Window = window }, 80, 24)).ShouldSatisfyAllConditions(
            picture => picture.ShouldContain(" 1,234  1,234,567.89"), picture => picture.ShouldContain(" 1,000  12,345,678.90"));
    }

    /// <summary>Products of a kind differ at their names' ends.</summary>
    [Fact]
    public void Products_that_are_too_long_for_their_column_are_told_apart()
    {
        PopularProduct[] products = [new("prod_electronics_headphones_001", "electronics", 12_345, 10, 3, 999.99m), new("prod_electronics_headphones_002", "electronics", 3, 1, 0, 0)];

        var picture = string.Join('\n', Draw(Full() with { Window = Window() with { PopularProducts = products } }, 80, 24));

        picture.ShouldContain("elec…_headphones_001");
        picture.ShouldContain("elec…_headphones_002");
    }

    private static string[] Draw(DashboardFigures figures, int width, int height) => DashboardView.Draw(figures, width, height).Lines();

    private static DashboardFigures Full() => new()
    {
        Phase = "live",
        ShopTime = Noon,
        Zone = TimeSpan.FromHours(2),
        EventsPerSecond = 17.2,
        Lag = TimeSpan.FromSeconds(0.4),
        LateEvents = 7,
        DeadLetters = 1234,
        HasKeys = true,
        Window = Window(),
        Trend = [.. Enumerable.Range(0, 480).Select(pane => Totals(Noon - TimeSpan.FromSeconds(10 * (480 - pane)), pane))],
        Tape = [.. Enumerable.Range(0, 100).Select(i => new RecentEvent(Noon - TimeSpan.FromSeconds(i), EventType.Purchase, $"user_{i:000000}", $"order_{i}", 12_345))],
    };

    /// <summary>Numbers without end, and names that are none.</summary>
    private static DashboardFigures Strange() => Full() with
    {
        Phase = new string('x', 300),
        Hint = new string('買', 300),
        EventsPerSecond = 1e15,
        LateEvents = long.MaxValue,
        Window = Window() with
        {
            Revenue = decimal.MaxValue / 2,
            Orders = long.MaxValue,
            PopularProducts = [new("\e[2J買い物買い物買い物買い物買い物買い物", new string('買', 100), long.MaxValue, long.MaxValue, long.MaxValue, decimal.MaxValue)],
            PopularCategories = [new(new string('\n', 300), long.MaxValue, long.MaxValue, decimal.MaxValue)],
        },
        Tape = [new RecentEvent(Noon, EventType.PageView, new string('買', 100), "\r\n\e[H", long.MaxValue)],
    };

    private static WindowTotals Totals(Timestamp end, int pane) => new()
    {
        End = end,
        Events = 4000 + pane,
        Orders = 100,
        Revenue = 100_000,
        Customers = 79,
        Viewers = 1000,
        ConvertedViewers = 20,
        Carters = 100,
        AbandoningCarters = 60,
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
