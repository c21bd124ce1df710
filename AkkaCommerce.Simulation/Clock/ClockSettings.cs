using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Simulation.Clock;

/// <summary>What the clock is told once.</summary>
public sealed record ClockSettings
{
    /// <summary>How many writers it drives.</summary>
    public required int Shards { get; init; }

    /// <summary>The shop's time before its first event.</summary>
    public required Timestamp From { get; init; }

    /// <summary>The length of a pane: until is rounded up to a whole number of them.</summary>
    public required TimeSpan Pane { get; init; }

    public ShopSpeed Speed { get; init; } = ShopSpeed.Live;

    /// <summary>At speed max: how far ahead of the slowest shard, and of the slowest analyst, the horizon goes at most; two panes at least.</summary>
    public TimeSpan Bound { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How far beyond the horizon its mark is set: a campaign begins so much later, and an entry is written each half of it.</summary>
    public TimeSpan Stride { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How far a rebuild looks back: so long a campaign that has ended is kept.</summary>
    public TimeSpan LookBack { get; init; }
}
