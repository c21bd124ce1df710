using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Analytics.Partitions;

/// <summary>A pane closed in one shard, and with it the window that ends there; it stands for all panes passed since the close before it.</summary>
/// <param name="Pane">The pane's number.</param>
/// <param name="Positions">Of the next record to fold, when it was closed.</param>
/// <param name="GreatestPane">The greatest pane folded until then: late events too, dead letters not; -1: none.</param>
/// <param name="Progress">The simulation's progress folded until then; <see cref="Timestamp.Min"/>: none.</param>
/// <param name="Distinct">The window's distinct users.</param>
/// <param name="HasEvents">Whether the pane's own totals hold anything.</param>
public sealed record PaneClose(long Pane, Positions Positions, long GreatestPane, Timestamp Progress, DistinctUsers Distinct, bool HasEvents)
{
    /// <summary>Where its totals lie in the entry's bytes.</summary>
    internal int TotalsAt { get; init; }
}
