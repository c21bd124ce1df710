using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Node.Screen;

namespace AkkaCommerce.Node.Reporting;

/// <summary>What visits were like: a figure a row, or two where there are few rows.</summary>
internal static class EngagementPanel
{
    /// <summary>Rows of two figures.</summary>
    public const int Pairs = 2;

    private const int Gap = 2, StayColumns = 18, PagesColumns = 12;

    public static void Draw(Area area, WindowSnapshot? window, bool boxed)
    {
        var inside = area.Framed("Engagement", boxed);
        var sessions = window?.Sessions;
        (string Name, string Value)[] figures =
        [
            ("begun", sessions is null ? "-" : Show.Count(sessions.Started)),
            ("ended", sessions is null ? "-" : Show.Count(sessions.Ended)),
            ("stay", sessions is null ? "-" : Show.Span(TimeSpan.FromSeconds((double)sessions.AverageDurationSeconds))),
            ("pages", sessions is null ? "-" : Show.Money(sessions.AveragePageViews)),
            ("who looked", window is null ? "-" : Show.Count(window.UniqueViewers)),
            ("with a cart", window is null ? "-" : Show.Count(window.UniqueCarters)),
        ];
        var perRow = inside.Height >= figures.Length ? 1 : 2;
        var left = perRow == 1 ? inside.Width : Math.Max((inside.Width - Gap) / 2, Math.Min(inside.Width - Gap - PagesColumns, StayColumns));
        foreach (var (i, (name, value)) in figures.Take(inside.Height * perRow).Index())
        {
            var cell = i % perRow == 0 ? inside.Columns(0, left) : inside.Columns(left + Gap, inside.Width - left - Gap);
            cell.Put(i / perRow, 0, name, Ink.Dim);
            cell.PutBefore(i / perRow, cell.Width, value);
        }
    }
}
