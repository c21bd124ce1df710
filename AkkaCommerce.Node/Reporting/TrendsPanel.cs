using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Node.Screen;

namespace AkkaCommerce.Node.Reporting;

/// <summary>Events a second and revenue over the past windows: a column each, the newest at the right.</summary>
internal static class TrendsPanel
{
    /// <summary>Two charts side by side need this; narrower ones stand below each other.</summary>
    private const int TwoFrom = 60;

    private const int ScaleColumns = 9;

    public static void Draw(Area area, DashboardFigures figures, bool boxed)
    {
        var seconds = figures.Window is { } window ? DashboardHeader.Seconds(window) : 1;
        Series[] series =
        [
            new("events/s", "Events a shop second", Ink.Accent, [.. figures.Trend.Select(totals => totals.Events / seconds)], Show.Rate),
            new("revenue", "Revenue", Ink.Good, [.. figures.Trend.Select(totals => (double)totals.Revenue)], value => Show.Money((decimal)value)),
        ];
        var isBeside = area.Width >= TwoFrom;
        for (var i = 0; i < series.Length; i++)
        {
            var half = (area.Width - (boxed ? 0 : 2)) / 2;
            var rows = isBeside ? area.Height : area.Height / 2;
            var place = isBeside ? area.Columns(i * (area.Width - half), half) : area.Rows(i * rows, rows);
            if (boxed) DrawBoxed(place, series[i], figures.Trend);
            else DrawPlain(place, series[i]);
        }
    }

    private static void DrawBoxed(Area place, Series series, IReadOnlyList<WindowTotals> trend)
    {
        var over = trend.Count > 1 ? $", {Show.Span(trend[^1].End - trend[Math.Max(0, trend.Count - (place.Width - 4 - ScaleColumns))].End)}" : "";
        var inside = place.Framed(series.Title + over, boxed: true);
        if (series.Values.Length == 0) return;
        var chart = inside.Columns(0, inside.Width - ScaleColumns);
        var (floor, top) = DrawChart(chart, series);
        inside.PutBefore(0, inside.Width, series.Text(top), Ink.Dim);
        if (inside.Height > 1) inside.PutBefore(inside.Height - 1, inside.Width, series.Text(floor), Ink.Dim);
    }

    private static void DrawPlain(Area place, Series series)
    {
        place.Put(0, 0, series.Name, Ink.Dim);
        place.PutBefore(0, place.Width, series.Values is [.., var newest] ? series.Text(newest) : "-", series.Ink);
        if (series.Values.Length > 0) DrawChart(place.Columns(10, place.Width - 10 - 10), series);
    }

    /// <summary>Scaled from zero, or, where all are alike, from a little below the least: then changes are seen.</summary>
    private static (double Floor, double Top) DrawChart(Area chart, Series series)
    {
        if (chart.Width <= 0) return (0, 0);
        var shown = series.Values.AsSpan(Math.Max(0, series.Values.Length - chart.Width));
        var (least, most) = (double.MaxValue, 0d);
        foreach (var value in shown) (least, most) = (Math.Min(least, value), Math.Max(most, value));
        var floor = least < most / 2 ? 0 : Math.Max(0, least - Math.Max(most - least, most / 20) / 2);
        for (var i = 0; i < shown.Length; i++)
            for (var row = 0; row < chart.Height; row++)
            {
                var share = most <= floor ? 0 : (shown[i] - floor) / (most - floor);
                chart.Put(chart.Height - 1 - row, chart.Width - shown.Length + i, Blocks.Column(share, chart.Height, row).ToString(), series.Ink);
            }
        return (floor, most);
    }

    private sealed record Series(string Name, string Title, Ink Ink, double[] Values, Func<double, string> Text);
}
