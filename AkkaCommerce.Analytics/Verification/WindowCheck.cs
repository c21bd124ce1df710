using System.Globalization;
using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Analytics.Verification;

/// <summary>A pane's own totals as the board keeps them.</summary>
internal sealed record KeptTotals(long Pane, PaneTotals Totals);

/// <summary>Holds each final window against its panes, and against the distinct users recounted; and sees that none is missing.</summary>
internal sealed class WindowCheck(PaneGrid grid, IReadOnlyDictionary<long, DistinctFigures> edges, Func<long, bool> isRecounted, Findings findings)
{
    private readonly Queue<KeptTotals> _panes = new();
    private readonly List<(long Window, DistinctFigures Change)> _edges = [.. edges.OrderBy(edge => edge.Key).Select(edge => (edge.Key, edge.Value))];
    private DistinctFigures _distinct;
    private int _edge;
    private long _last = long.MinValue;
    private long _lastWithEvents = long.MinValue;

    public long Windows { get; private set; }

    /// <summary>Takes the next window, in order of their ends.</summary>
    public void Add(string json, KeptTotals pane)
    {
        Windows++;
        Missing(pane.Pane - 1);
        _panes.Enqueue(pane);
        while (_panes.Peek().Pane <= pane.Pane - grid.Window) _panes.Dequeue();
        (_last, _lastWithEvents) = (pane.Pane, pane.Totals.IsEmpty ? _lastWithEvents : pane.Pane);

        var snapshot = SnapshotJson.Read(json);
        var name = $"window {grid.WindowEnd(pane.Pane)}";
        if (!SnapshotJson.IsWritten(json, snapshot)) findings.Differs($"{name}: its JSON is not as it was written");
        if (!snapshot.Final || snapshot.Start != grid.WindowStart(pane.Pane) || snapshot.End != grid.WindowEnd(pane.Pane)) findings.Differs($"{name}: says that it is [{snapshot.Start}, {snapshot.End}), final {snapshot.Final}");
        Sums(name, snapshot);
        Distinct(name, pane.Pane, snapshot);
    }

    /// <summary>Every window up to here must have been added.</summary>
    public void Through(long pane) => Missing(pane);

    private void Missing(long before)
    {
        if (_lastWithEvents == long.MinValue) return;
        var promised = Math.Min(_lastWithEvents + grid.Window - 1, before);
        if (_last < promised) findings.Differs($"{promised - _last} windows are missing from {grid.WindowEnd(_last + 1)} on");
    }

    private void Sums(string name, WindowSnapshot snapshot)
    {
        for (var type = 0; type < EventCounts.Types; type++)
            Same(name, Enum.GetName((EventType)type)!, snapshot.Events[type], _panes.Sum(pane => pane.Totals.Events[type]));
        Same(name, "orders", snapshot.Orders, _panes.Sum(pane => pane.Totals.Events[EventType.Purchase]));
        var cents = _panes.Sum(pane => pane.Totals.RevenueCents);
        Same(name, "revenue", snapshot.Revenue, cents / 100m);
        Same(name, "refunded", snapshot.Refunded, _panes.Sum(pane => pane.Totals.RefundedCents) / 100m);
        Same(name, "average order value", snapshot.AverageOrderValue, Ratio(cents / 100m, snapshot.Orders, 2));
        Same(name, "sessions started", snapshot.Sessions.Started, snapshot.Events[EventType.SessionStart]);
        Same(name, "sessions ended", snapshot.Sessions.Ended, snapshot.Events[EventType.SessionEnd]);
        Same(name, "average duration", snapshot.Sessions.AverageDurationSeconds,
            Ratio(_panes.Sum(pane => pane.Totals.Sessions.Milliseconds) / 1000m, _panes.Sum(pane => pane.Totals.Sessions.Timed), 1));
        Same(name, "average page views", snapshot.Sessions.AveragePageViews,
            Ratio(_panes.Sum(pane => pane.Totals.Sessions.Pages), _panes.Sum(pane => pane.Totals.Sessions.Paged), 2));
        Same(name, "conversion rate", snapshot.ViewerConversionRate, Ratio(snapshot.ConvertedViewers, snapshot.UniqueViewers, 4));
    }

    private void Distinct(string name, long window, WindowSnapshot snapshot)
    {
        for (; _edge < _edges.Count && _edges[_edge].Window <= window; _edge++) _distinct.Add(_edges[_edge].Change);
        if (!isRecounted(window)) return;
        Same(name, "unique viewers", snapshot.UniqueViewers, _distinct.Viewers);
        Same(name, "unique carters", snapshot.UniqueCarters, _distinct.Carters);
        Same(name, "unique customers", snapshot.UniqueCustomers, _distinct.Customers);
        Same(name, "converted viewers", snapshot.ConvertedViewers, _distinct.Converted);
        Same(name, "abandoning carters", snapshot.AbandoningCarters, _distinct.Carters - _distinct.Recovered);
    }

    private void Same<T>(string window, string what, T said, T counted) where T : IEquatable<T>, IFormattable
    {
        if (!said.Equals(counted))
            findings.Differs($"{window}: {what} is {said.ToString(null, CultureInfo.InvariantCulture)}, counted anew {counted.ToString(null, CultureInfo.InvariantCulture)}");
    }

    private static decimal Ratio(decimal sum, long count, int places) => count == 0 ? 0 : Math.Round(sum / count, places, MidpointRounding.AwayFromZero);
}
