using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Analytics.Panes;

/// <summary>Event time cut into panes: pane q is [q x length, (q + 1) x length), counted from 1970-01-01T00:00:00Z; a window is named by its last pane.</summary>
/// <param name="Length">Of a pane, in milliseconds.</param>
/// <param name="Window">Panes of a window.</param>
public readonly record struct PaneGrid(long Length, int Window)
{
    public static PaneGrid Of(AnalysisOptions options) => new((long)options.Pane.TotalMilliseconds, options.WindowPanes);

    /// <summary>The pane that holds a time in milliseconds.</summary>
    public long PaneOf(long time)
    {
        var pane = time / Length;
        return pane * Length > time ? pane - 1 : pane;
    }

    public long PaneOf(Timestamp time) => PaneOf(time.Milliseconds);

    /// <summary>Where a pane begins, in milliseconds.</summary>
    public long Start(long pane) => pane * Length;

    /// <summary>Where a pane ends, in milliseconds: the beginning of the next.</summary>
    public long End(long pane) => (pane + 1) * Length;

    public Timestamp WindowStart(long pane) => new((pane + 1 - Window) * Length);

    public Timestamp WindowEnd(long pane) => new((pane + 1) * Length);
}
