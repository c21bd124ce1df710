namespace AkkaCommerce.Node.Reporting;

/// <summary>The dashboard where nobody looks at a terminal: a line each ten seconds.</summary>
internal sealed class FigureLines(TextWriter writer, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private long? _last;

    public void Show(DashboardFigures figures)
    {
        if (figures.Window is null || _last is { } last && time.GetElapsedTime(last) < Interval) return;
        _last = time.GetTimestamp();
        writer.WriteLine(Line(figures));
        writer.Flush();
    }

    public static string Line(DashboardFigures figures)
    {
        var window = figures.Window!;
        var progress = figures.Backfill is { } backfill ? $"  {Reporting.Show.Percent((decimal)backfill.Done)}" : "";
        return $"{window.End} {(window.Final ? "final" : "live ")} {figures.Phase}{progress}  events {Reporting.Show.Count(window.Events.Total)}"
            + $"  revenue {Reporting.Show.Money(window.Revenue)}  orders {Reporting.Show.Count(window.Orders)}  average {Reporting.Show.Money(window.AverageOrderValue)}"
            + $"  customers {Reporting.Show.Count(window.UniqueCustomers)}  conversion {Reporting.Show.Percent(window.ViewerConversionRate)}"
            + $"  late {Reporting.Show.Count(figures.LateEvents)}  dead {Reporting.Show.Count(figures.DeadLetters)}"
            + (figures.Warnings > 0 ? $"  warnings {Reporting.Show.Count(figures.Warnings)}" : "")
            + (figures.EventsPerSecond is { } rate ? $"  {Reporting.Show.Rate(rate)} events/s" : "");
    }
}
