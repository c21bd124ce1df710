using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Node.Screen;

namespace AkkaCommerce.Node.Reporting;

/// <summary>Events of late, the newest first; in several columns where the screen is wide.</summary>
internal static class TapePanel
{
    private const int ColumnFrom = 78, Gap = 3, User = 10, UserColumns = 12, Type = 24, What = 35, PriceColumns = 10;

    public static void Draw(Area area, DashboardFigures figures, bool boxed)
    {
        var inside = area.Framed("Recent events, some of them", boxed);
        var columns = Math.Max(1, (inside.Width + Gap) / (ColumnFrom + Gap));
        var width = (inside.Width - Gap * (columns - 1)) / columns;
        var events = (figures.Tape ?? []).OrderByDescending(one => one.Time).Take(columns * inside.Height);
        foreach (var (i, one) in events.Index())
        {
            var (row, line) = (i % inside.Height, inside.Columns(i / inside.Height * (width + Gap), width));
            line.Put(row, 0, Show.TimeOfDay(one.Time, figures.Zone), Ink.Dim);
            line.Put(row, User, one.User, Ink.Plain, UserColumns);
            line.Put(row, Type, EventLook.Name(one.Type), EventLook.InkOf(one.Type));
            line.Put(row, What, one.What, Ink.Plain, width - What - PriceColumns);
            if (one.Type is not (EventType.SessionStart or EventType.SessionEnd)) line.PutBefore(row, width, Show.Money(one.Cents / 100m), one.Type == EventType.Purchase ? Ink.Good : Ink.Dim);
        }
        if (figures.Tape is not { Count: > 0 }) inside.Put(0, 0, "none yet", Ink.Dim);
    }
}
