using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Simulation.Shards;

/// <summary>How far a step goes: some ten thousand events by the mean rate of the hour, at most 512 panes, to a pane's end where it passes one.</summary>
internal sealed class StepSize(Shop shop, int members, TimeSpan pane)
{
    private const double EventsPerStep = 10_000;
    private const int MaxPanes = 512;

    private readonly long _pane = (long)pane.TotalMilliseconds;
    private readonly double _eventsPerMillisecond = Math.Max(1, members) * shop.Run.VisitsPerDay * Shop.EventsPerVisit / 86_400_000;

    /// <summary>The step's last moment; a pane's last millisecond where it reaches one.</summary>
    public Timestamp End(Timestamp at, Timestamp horizon)
    {
        if (horizon <= at) return at;
        var rate = _eventsPerMillisecond * Math.Max(0.25, Starts.Busyness(shop, at.Milliseconds));
        var length = (long)Math.Clamp(EventsPerStep / rate, 1, MaxPanes * _pane);
        var to = Math.Min(horizon.Milliseconds, at.Milliseconds + length);
        var lastOfPane = to + 1 - ((to + 1) % _pane + _pane) % _pane - 1;
        return new Timestamp(lastOfPane > at.Milliseconds ? lastOfPane : to);
    }
}
