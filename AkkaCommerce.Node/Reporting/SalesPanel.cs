using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Node.Screen;

namespace AkkaCommerce.Node.Reporting;

/// <summary>What was sold, each figure with its change against the adjacent window before; the first rows matter most.</summary>
internal static class SalesPanel
{
    private const int ValueEnd = 26, ChangeColumns = 12;

    /// <summary>Narrower, there is room for a figure and its name alone.</summary>
    private const int ChangesFrom = 34;

    public static void Draw(Area area, DashboardFigures figures, bool boxed)
    {
        var inside = area.Framed("Sales", boxed);
        var (now, before) = (figures.Window is { } window ? WindowTotals.Of(window) : null, DashboardHeader.BeforeOrNull(figures));
        var hasChanges = inside.Width >= ChangesFrom;
        var valueEnd = hasChanges ? Math.Min(ValueEnd, inside.Width - ChangeColumns) : inside.Width;
        foreach (var (row, figure) in Figures(now, before).Take(inside.Height).Index())
        {
            inside.Put(row, 0, figure.Name, Ink.Dim, valueEnd);
            inside.PutBefore(row, valueEnd, now is null ? "-" : figure.Value, figure.Ink);
            if (hasChanges) inside.PutBefore(row, inside.Width, figure.Change.Text, figure.Change.Ink);
            if (now is not null && valueEnd + 2 + figure.Detail.Length + ChangeColumns <= inside.Width) inside.Put(row, valueEnd + 2, figure.Detail, Ink.Dim);
        }
    }

    private static IEnumerable<Figure> Figures(WindowTotals? now, WindowTotals? before)
    {
        var w = now ?? new WindowTotals { End = default };
        yield return new("Revenue", Show.Money(w.Revenue), Change.Of(w.Revenue, before?.Revenue)) { Ink = now is null ? Ink.Plain : Ink.Good };
        yield return new("Orders", Show.Count(w.Orders), Change.Of(w.Orders, before?.Orders));
        yield return new("Conversion", Show.Percent(Converted(w)), Change.OfShare(Converted(w), before is null ? null : Converted(before)))
        { Detail = $"of {Show.Count(w.Viewers)} viewers" };
        yield return new("Average order", Show.Money(Average(w)), Change.Of(Average(w), before is null ? null : Average(before)));
        yield return new("Customers", Show.Count(w.Customers), Change.Of(w.Customers, before?.Customers));
        yield return new("Carts left", Show.Percent(Abandoned(w)), Change.OfShare(Abandoned(w), before is null ? null : Abandoned(before), isGood: false))
        { Detail = $"{Show.Count(w.AbandoningCarters)} of {Show.Count(w.Carters)}" };
    }

    private static decimal Converted(WindowTotals window) => Ratio(window.ConvertedViewers, window.Viewers);

    private static decimal Abandoned(WindowTotals window) => Ratio(window.AbandoningCarters, window.Carters);

    private static decimal Average(WindowTotals window) => Ratio(window.Revenue, window.Orders);

    private static decimal Ratio(decimal part, long whole) => whole == 0 ? 0 : part / whole;

    private sealed record Figure(string Name, string Value, (string Text, Ink Ink) Change)
    {
        public Ink Ink { get; init; } = Ink.Strong;
        public string Detail { get; init; } = "";
    }
}
