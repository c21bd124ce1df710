using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AkkaCommerce.Node.Reporting;

/// <summary>Figures to a picture of a given size: no state, no clock, no terminal.</summary>
public static class DashboardView
{
    private const int HeaderLines = 2, SalesLines = 8, FooterLines = 1;

    /// <summary>Above, below and the line of titles of the panel of products.</summary>
    private const int ProductFrame = 3;

    /// <summary>From this width on ids are shown whole, and what was put in carts.</summary>
    private const int WideProducts = 60;

    /// <summary>The least height that has room for the lower half.</summary>
    private const int LowerHalfFrom = HeaderLines + SalesLines + FooterLines + 5;

    public static IRenderable Render(DashboardFigures figures, int width, int height)
    {
        var lower = Math.Max(0, height - HeaderLines - SalesLines - FooterLines);
        var rows = new List<Layout>
        {
            new Layout("header") { Size = HeaderLines }.Update(Header(figures, width)),
            new Layout("sales") { Size = SalesLines }.SplitColumns(
                new Layout("money").Update(Sales(figures.Window)),
                new Layout("events").Update(Breakdown(figures.Window, width / 2 - 4))),
        };
        if (height >= LowerHalfFrom)
        {
            var categories = Math.Max(lower - 6, 4);
            var right = new Layout("right") { Ratio = 2 };
            if (lower >= 10)
                right.SplitRows(
                    new Layout("categories") { Size = categories }.Update(Categories(figures.Window, categories - ProductFrame, width * 2 / 5 - 4)),
                    new Layout("engagement").Update(Engagement(figures.Window)));
            else
                right.Update(Engagement(figures.Window));
            rows.Add(new Layout("lower") { Size = lower }.SplitColumns(
                new Layout("products") { Ratio = 3 }.Update(Products(figures.Window, lower - ProductFrame, width * 3 / 5 - 4)),
                right));
        }
        rows.Add(new Layout("footer").Update(Footer(figures)));
        return new Layout("all").SplitRows([.. rows]);
    }

    private static Rows Header(DashboardFigures figures, int width)
    {
        var time = figures.ShopTime is { } now ? $"{Show.DateAndTime(now, figures.Zone)} {Show.Zone(figures.Zone)}" : "";
        var pace = figures.Speed == 1 ? "" : $"  speed {Show.Speed(figures.Speed)}";
        var first = new Grid().Expand().AddColumn(Column(Justify.Left)).AddColumn(Column(Justify.Right));
        first.AddRow(
            new Markup($"[bold aqua]AkkaCommerce[/]  {Markup.Escape(time)}"),
            new Markup($"[{PhaseStyle(figures.Phase)}]{Markup.Escape(figures.Phase)}[/]{pace}{Rate(figures)}"));
        return new Rows(first, figures.Backfill is { } backfill ? ProgressLine(backfill, width) : WindowLine(figures));
    }

    private static string Rate(DashboardFigures figures) => figures.EventsPerSecond is { } rate ? $"  [bold]{Show.Rate(rate)}[/] events/s" : "";

    private static string PhaseStyle(string phase) => phase == ShopPhase.Live ? "green" : "yellow";

    private static Markup WindowLine(DashboardFigures figures)
    {
        if (figures.Window is not { } window) return new Markup("[grey]waiting for the first events[/]");
        var lag = figures.Lag is { } behind ? $"   lag {Show.Span(behind)}" : "";
        return new Markup(
            $"[grey]window[/] {Show.TimeOfDay(window.Start, figures.Zone)} - {Show.TimeOfDay(window.End, figures.Zone)} [grey]{(window.Final ? "final" : "live")}[/]"
            + $"   {Show.Rate(window.Events.Total / Seconds(window))} [grey]events a shop second[/]{lag}");
    }

    private static Markup ProgressLine(Backfill backfill, int width)
    {
        var text = $" {Show.Percent((decimal)backfill.Done)}  {Show.Span(backfill.To - backfill.At)} to go";
        var room = Math.Max(10, width - text.Length - 13);
        var full = (int)(room * backfill.Done);
        return new Markup($"[grey]backfilling[/] [aqua]{new string('━', full)}[/][grey]{new string('━', room - full)}[/]{text}");
    }

    private static Panel Sales(WindowSnapshot? window)
    {
        var table = Pairs();
        Pair(table, "Revenue", window is null ? null : $"[bold green]{Show.Money(window.Revenue)}[/]");
        Pair(table, "Orders", window is null ? null : Show.Count(window.Orders));
        Pair(table, "Average order", window is null ? null : Show.Money(window.AverageOrderValue));
        Pair(table, "Customers", window is null ? null : Show.Count(window.UniqueCustomers));
        Pair(table, "Conversion", window is null ? null : $"{Show.Percent(window.ViewerConversionRate)} [grey]of {Show.Count(window.UniqueViewers)}[/]");
        Pair(table, "Carts abandoned", window is null ? null : $"{Show.Count(window.AbandoningCarters)} [grey]of {Show.Count(window.UniqueCarters)}[/]");
        return Framed("Sales", table);
    }

    private static Panel Breakdown(WindowSnapshot? window, int width)
    {
        var table = new Table().NoBorder().HideHeaders().AddColumn(Title("")).AddColumn(Number("")).AddColumn(Number("")).AddColumn(Last(Title("")));
        var most = 0L;
        for (var type = 0; window is not null && type < EventCounts.Types; type++) most = Math.Max(most, window.Events[type]);
        var bar = Math.Max(4, width - 30);
        for (var type = 0; type < EventCounts.Types; type++)
        {
            var count = window?.Events[type] ?? 0;
            if (type == (int)EventType.Refund && count == 0) continue;
            table.AddRow(
                new Markup($"[grey]{TypeNames[type]}[/]"),
                new Text(window is null ? "-" : Show.Count(count)),
                new Text(window is null ? "-" : $"{Show.Rate(count / Seconds(window))}/s"),
                new Markup($"[aqua]{new string('█', most == 0 ? 0 : (int)(count * bar / most))}[/]"));
        }
        return Framed("Events", table);
    }

    private static Panel Products(WindowSnapshot? window, int rows, int width)
    {
        var wide = width >= WideProducts;
        var table = new Table().NoBorder().Expand().AddColumn(Title("product")).AddColumn(Number("views"));
        if (wide) table.AddColumn(Number("carts"));
        table.AddColumn(Number("sold")).AddColumn(Last(Number("revenue")));
        foreach (var product in (window?.PopularProducts ?? []).Take(rows))
        {
            List<string> cells = [Shortened(wide ? product.ProductId : Bare(product.ProductId), Math.Max(8, width - (wide ? 30 : 22))), Show.Count(product.Views)];
            if (wide) cells.Add(Show.Count(product.AddToCarts));
            cells.AddRange([Show.Count(product.Purchases), Show.Money(product.Revenue)]);
            table.AddRow(cells.Select(cell => new Text(cell)));
        }
        return Framed("Top products", table);
    }

    private static string Bare(string productId) => productId.StartsWith("prod_", StringComparison.Ordinal) ? productId[5..] : productId;

    private static Panel Categories(WindowSnapshot? window, int rows, int width)
    {
        var table = new Table().NoBorder().Expand().AddColumn(Title("category")).AddColumn(Number("views")).AddColumn(Last(Number("revenue")));
        foreach (var category in (window?.PopularCategories ?? []).Take(Math.Max(rows, 0)))
            table.AddRow(new Text(Shortened(category.Category, Math.Max(8, width - 17))), new Text(Show.Count(category.Views)), new Text(Show.Money(category.Revenue)));
        return Framed("Categories", table);
    }

    private static Panel Engagement(WindowSnapshot? window)
    {
        var table = Pairs();
        Pair(table, "Visits begun", window is null ? null : Show.Count(window.Sessions.Started));
        Pair(table, "Visits ended", window is null ? null : Show.Count(window.Sessions.Ended));
        Pair(table, "Mean length", window is null ? null : Show.Span(TimeSpan.FromSeconds((double)window.Sessions.AverageDurationSeconds)));
        Pair(table, "Pages a visit", window is null ? null : Show.Money(window.Sessions.AveragePageViews));
        return Framed("Engagement", table);
    }

    private static Grid Footer(DashboardFigures figures)
    {
        var grid = new Grid().Expand().AddColumn(Column(Justify.Left)).AddColumn(Column(Justify.Right));
        grid.AddRow(
            new Markup($"[grey]late[/] {Show.Count(figures.LateEvents)}   [grey]dead letters[/] {Show.Count(figures.DeadLetters)}{Warnings(figures.Warnings)}"),
            new Markup($"[grey]{Markup.Escape(figures.Hint)}[/]"));
        return grid;
    }

    private static string Warnings(long count) => count == 0 ? "" : $"   [yellow]warnings {Show.Count(count)}[/]";

    private static readonly string[] TypeNames = ["page views", "to cart", "from cart", "purchases", "visits begun", "visits ended", "refunds"];

    private static double Seconds(WindowSnapshot window) => Math.Max(1, (window.End - window.Start).TotalSeconds);

    private static GridColumn Column(Justify alignment) => new() { Alignment = alignment, NoWrap = true, Padding = new Padding(0, 0, 0, 0) };

    private static Table Pairs() => new Table().NoBorder().HideHeaders().Expand().AddColumn(Title("")).AddColumn(Last(Number("")));

    private static void Pair(Table table, string name, string? value) => table.AddRow(new Markup($"[grey]{name}[/]"), new Markup(value ?? "-"));

    private static TableColumn Title(string text) => new TableColumn(new Markup($"[grey]{text}[/]")) { NoWrap = true, Padding = new Padding(0, 0, 1, 0) };

    private static TableColumn Last(TableColumn column) => column.Padding(0, 0, 0, 0);

    private static TableColumn Number(string text) => Title(text).RightAligned();

    private static string Shortened(string text, int length) => text.Length <= length ? text : $"{text[..(length - 1)]}…";

    private static Panel Framed(string title, IRenderable content) =>
        new(content) { Header = new PanelHeader($" {title} "), Border = BoxBorder.Rounded, BorderStyle = new Style(Color.Grey), Expand = true, Padding = new Padding(1, 0, 1, 0) };
}
