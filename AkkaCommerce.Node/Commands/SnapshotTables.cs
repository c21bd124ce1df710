using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Node.Reporting;
using Spectre.Console;

namespace AkkaCommerce.Node.Commands;

/// <summary>A window as tables for people.</summary>
internal static class SnapshotTables
{
    public static void Write(IAnsiConsole console, WindowSnapshot window, TimeSpan zone)
    {
        console.WriteLine($"{Show.DateAndTime(window.Start, zone)} to {Show.DateAndTime(window.End, zone)} {Show.Zone(zone)}, {(window.Final ? "final" : "live")}");
        console.Write(Figures(window));
        if (window.PopularProducts.Count > 0) console.Write(Products(window));
        if (window.PopularCategories.Count > 0) console.Write(Categories(window));
    }

    private static Table Figures(WindowSnapshot window)
    {
        var table = Table("", ["window"]).HideHeaders();
        foreach (var type in Enum.GetValues<EventType>()) Add(EventNames[(int)type], Show.Count(window.Events[type]));
        Add("revenue", Show.Money(window.Revenue));
        Add("refunded", Show.Money(window.Refunded));
        Add("orders", Show.Count(window.Orders));
        Add("average order", Show.Money(window.AverageOrderValue));
        Add("customers", Show.Count(window.UniqueCustomers));
        Add("viewers", Show.Count(window.UniqueViewers));
        Add("viewers who bought", $"{Show.Count(window.ConvertedViewers)} ({Show.Percent(window.ViewerConversionRate)})");
        Add("carters", Show.Count(window.UniqueCarters));
        Add("carters who left", Show.Count(window.AbandoningCarters));
        Add("sessions", $"{Show.Count(window.Sessions.Started)} started, {Show.Count(window.Sessions.Ended)} ended");
        Add("mean session", FormattableString.Invariant($"{window.Sessions.AverageDurationSeconds:0.0} s, {window.Sessions.AveragePageViews:0.00} pages"));
        Add("late events", Show.Count(window.LateEvents));
        Add("dead letters", Show.Count(window.DeadLetters));
        return table;

        void Add(string name, string value) => table.AddRow(name, value);
    }

    private static Table Products(WindowSnapshot window)
    {
        var table = Table("product", ["category"], ["views", "in carts", "bought", "revenue"]);
        foreach (var product in window.PopularProducts)
            table.AddRow(
                Markup.Escape(product.ProductId), Markup.Escape(product.Category), Show.Count(product.Views), Show.Count(product.AddToCarts), Show.Count(product.Purchases),
                Show.Money(product.Revenue));
        return table;
    }

    private static Table Categories(WindowSnapshot window)
    {
        var table = Table("category", ["views", "bought", "revenue"]);
        foreach (var category in window.PopularCategories)
            table.AddRow(Markup.Escape(category.Category), Show.Count(category.Views), Show.Count(category.Purchases), Show.Money(category.Revenue));
        return table;
    }

    /// <summary>A table whose first columns are names, and whose others are figures.</summary>
    public static Table Table(string first, ReadOnlySpan<string> figures) => Table(first, [], figures);

    public static Table Table(string first, ReadOnlySpan<string> names, ReadOnlySpan<string> figures)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn(first);
        foreach (var name in names) table.AddColumn(name);
        foreach (var figure in figures) table.AddColumn(new TableColumn(figure).RightAligned());
        return table;
    }

    private static readonly string[] EventNames = ["page views", "added to carts", "removed from carts", "purchases", "session starts", "session ends", "refunds"];
}
