using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Node.Screen;

namespace AkkaCommerce.Node.Reporting;

/// <summary>The lines above and below: what the shop is doing, which window is shown, what is wrong, and the keys.</summary>
internal static class DashboardHeader
{
    /// <summary>From so many columns on a window's times stand beside a backfill's progress, without and with their year.</summary>
    private const int WindowBesideFrom = 72, FullWindowBesideFrom = 100;

    private const int ShortTimesColumns = 34, FullTimesColumns = 46;

    /// <summary>A newest window that ended longer ago is not the present's: nothing happens in the shop, or nobody analyses it.</summary>
    private const double PresentSeconds = 20;

    public static void Draw(Area area, DashboardFigures figures)
    {
        PieceLine.Draw(area.Rows(0, 1), First(figures));
        if (area.Height < 2) return;
        if (figures is { Backfill: { } backfill, IsPast: false, Hint: ShopPhase.Stops }) DrawProgress(area.Rows(1, 1), figures, backfill);
        else PieceLine.Draw(area.Rows(1, 1), Second(figures));
    }

    public static void DrawFooter(Area line, DashboardFigures figures) => PieceLine.Draw(line,
    [
        new Piece(5, false, ("late ", Ink.Dim), (Show.Count(figures.LateEvents), figures.LateEvents > 0 ? Ink.Warning : Ink.Plain)),
        new Piece(4, false, ("dead letters ", Ink.Dim), (Show.Count(figures.DeadLetters), figures.DeadLetters > 0 ? Ink.Warning : Ink.Plain)),
        new Piece(3, false, (figures.Warnings > 0 ? $"warnings {Show.Count(figures.Warnings)}" : "", Ink.Warning)),
        .. figures.HasKeys ? Keys(figures) : [new Piece(1, true, (ShopPhase.Stops, Ink.Dim))],
    ]);

    private static IEnumerable<Piece> Keys(DashboardFigures figures)
    {
        if (figures.IsPast) yield return Key(2, "End", "live");
        yield return Key(6, "← →", figures.IsPast ? "windows" : "past windows");
        yield return Key(8, "PgUp PgDn", "by a window's length");
        yield return figures.IsPaused ? Key(2, "p", "goes on") : Key(7, "p", "pauses");
        yield return Key(1, "q", "quits");
    }

    private static Piece Key(int priority, string key, string does) => new(priority, true, (key, Ink.Strong), ($" {does}", Ink.Dim));

    private static IEnumerable<Piece> First(DashboardFigures figures)
    {
        yield return new Piece(7, false, ("AkkaCommerce", Ink.Title));
        if (figures.ShopTime is { } now)
            yield return new Piece(2, false, (Show.DayAndTime(now, figures.Zone), Ink.Plain))
            {
                Longer = new Piece(6, false, (Show.DateAndTime(now, figures.Zone), Ink.Plain), ($" {Show.Zone(figures.Zone)}", Ink.Dim)),
            };
        if (figures.IsPaused) yield return new Piece(0, true, ("paused", Ink.Mark));
        if (figures.Speed != 1) yield return new Piece(5, true, ("speed ", Ink.Dim), (Show.Speed(figures.Speed), Ink.Plain));
        if (figures.Lag is { } lag) yield return new Piece(4, true, ("lag ", Ink.Dim), (Show.Span(lag), Ink.Plain));
        if (figures.EventsPerSecond is { } rate) yield return new Piece(3, true, (Show.Rate(rate), Ink.Strong), (" events/s", Ink.Dim));
        yield return new Piece(1, true, (figures.Phase, figures.Phase == ShopPhase.Live ? Ink.Good : Ink.Warning));
    }

    private static IEnumerable<Piece> Second(DashboardFigures figures)
    {
        if (figures.Hint != ShopPhase.Stops) yield return new Piece(1, true, (figures.Hint, Ink.Warning));
        if (figures.Window is not { } window)
        {
            yield return new Piece(2, false, ("waiting for the first events", Ink.Dim));
            yield break;
        }
        var old = figures.ShopTime is { } now && now > window.End ? now - window.End : TimeSpan.Zero;
        if (figures.IsPast || old.TotalSeconds > PresentSeconds * Math.Max(1, figures.Speed))
            yield return new Piece(0, false, (old > TimeSpan.Zero ? $"◀ {Show.Span(old)} ago" : "◀ past", Ink.Mark));
        yield return Times(window, figures.Zone);
        if (BeforeOrNull(figures) is not null)
            yield return new Piece(5, false, ($"against {Show.TimeOfDay(window.Start - (window.End - window.Start), figures.Zone)} – {Show.TimeOfDay(window.Start, figures.Zone)}", Ink.Dim));
        yield return new Piece(3, true, (Show.Rate(window.Events.Total / Seconds(window)), Ink.Plain), (" events a shop second", Ink.Dim));
    }

    /// <summary>From when to when a window is: with its day, and in full, where there is room.</summary>
    private static Piece Times(WindowSnapshot window, TimeSpan zone)
    {
        var (end, state) = ($" – {Show.TimeOfDay(window.End, zone)}", (window.Final ? " final" : " live", Ink.Dim));
        var (time, day, date) = (Show.TimeOfDay(window.Start, zone) + end, Show.DayAndTime(window.Start, zone) + end, Show.DateAndTime(window.Start, zone) + end);
        var full = new Piece(4, false, ("window ", Ink.Dim), (date, Ink.Plain), state);
        var ofDay = new Piece(2, false, (day, Ink.Plain)) { Longer = new Piece(2, false, (day, Ink.Plain), state) { Longer = full } };
        return new Piece(2, false, (time, Ink.Plain)) { Longer = ofDay };
    }

    /// <summary>How far a backfill is, as a bar and in words; beside it, where there is room, which window is shown meanwhile.</summary>
    private static void DrawProgress(Area line, DashboardFigures figures, Backfill backfill)
    {
        var text = $" {Show.Percent((decimal)backfill.Done)}  {Show.Span(backfill.To - backfill.At)} to go";
        var times = line.Width < WindowBesideFrom ? 0 : line.Width < FullWindowBesideFrom ? ShortTimesColumns : FullTimesColumns;
        if (figures.Window is { } window) PieceLine.Draw(line.Columns(0, times), [Times(window, figures.Zone)]);
        var room = line.Width - times - text.Length;
        if (room >= 4)
        {
            var full = (int)(room * backfill.Done);
            line.Put(0, times, new string('━', full), Ink.Accent);
            line.Put(0, times + full, new string('━', room - full), Ink.Frame);
        }
        line.PutBefore(0, line.Width, text);
    }

    /// <summary>The window that ends where the one that is shown begins; null where it is not known, or holds no event.</summary>
    public static WindowTotals? BeforeOrNull(DashboardFigures figures) =>
        figures.Window is { } window ? figures.Trend.FirstOrDefault(totals => totals.End == window.Start) : null;

    public static double Seconds(WindowSnapshot window) => Math.Max(1, (window.End - window.Start).TotalSeconds);
}
