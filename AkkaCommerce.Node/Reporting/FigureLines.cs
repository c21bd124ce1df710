using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Node.Reporting;

/// <summary>
/// The dashboard where nobody looks at a terminal: of a live shop a line for each window that becomes final, none left out; else the newest window each ten
/// seconds, for while a shop catches up they come by the hundred.
/// </summary>
internal sealed class FigureLines(TextWriter writer, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private long? _last;
    private Timestamp _through = Timestamp.Min;
    private Timestamp? _begins;

    public void Show(DashboardFigures figures)
    {
        if (figures.Window is not { } newest)
        {
            SayBeginning(figures);
            return;
        }
        if (_last is not { } last || figures.Phase != ShopPhase.Live && time.GetElapsedTime(last) >= Interval) Write(figures, newest);
        else if (figures.Phase == ShopPhase.Live)
            foreach (var final in figures.Finals)
                if (final.End > _through) Write(figures, final);
        if (figures.Finals is [.., var passed]) _through = Timestamp.Later(_through, passed.End);
    }

    public static string Line(DashboardFigures figures, WindowSnapshot window)
    {
        var progress = figures.Backfill is { } backfill ? $"  {Reporting.Show.Percent((decimal)backfill.Done)}" : "";
        return $"{window.End} {(window.Final ? "final" : "live ")} {figures.Phase}{progress}  events {Reporting.Show.Count(window.Events.Total)}"
            + $"  revenue {Reporting.Show.Money(window.Revenue)}  orders {Reporting.Show.Count(window.Orders)}  average {Reporting.Show.Money(window.AverageOrderValue)}"
            + $"  customers {Reporting.Show.Count(window.UniqueCustomers)}  conversion {Reporting.Show.Percent(window.ViewerConversionRate)}"
            + $"  late {Reporting.Show.Count(figures.LateEvents)}  dead {Reporting.Show.Count(figures.DeadLetters)}"
            + (figures.Warnings > 0 ? $"  warnings {Reporting.Show.Count(figures.Warnings)}" : "")
            + (figures.EventsPerSecond is { } rate ? $"  {Reporting.Show.Rate(rate)} events/s" : "");
    }

    /// <summary>Nothing is seen of a shop before it begins but when that is: said once.</summary>
    private void SayBeginning(DashboardFigures figures)
    {
        if (figures.Begins is not { } begins || begins == _begins) return;
        _begins = begins;
        Write($"the shop {figures.Phase}");
    }

    private void Write(DashboardFigures figures, WindowSnapshot window)
    {
        (_last, _through) = (time.GetTimestamp(), Timestamp.Later(_through, window.End));
        Write(Line(figures, window));
    }

    private void Write(string line)
    {
        writer.WriteLine(line);
        writer.Flush();
    }
}
