using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Analytics.Partitions;

/// <summary>A pane closed in one shard, and with it the window that ends there; it stands for all panes passed since the close before it.</summary>
/// <param name="Pane">The pane's number.</param>
/// <param name="Positions">Of the next record to fold, when it was closed.</param>
/// <param name="GreatestPane">The greatest pane folded until then: late events too, dead letters not.</param>
/// <param name="Progress">The simulation's progress folded until then.</param>
/// <param name="HasEvents">Whether the pane's own totals hold anything.</param>
public sealed record PaneClose(long Pane, Positions Positions, long GreatestPane, Timestamp Progress, bool HasEvents);
