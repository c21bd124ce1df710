using Akka.Actor;
using AkkaCommerce.Analytics.Panes;

namespace AkkaCommerce.Analytics.Windows;

/// <summary>What a window is made of: its panes merged over all shards, and what cannot be had from panes.</summary>
/// <param name="Pane">The window's last pane.</param>
/// <param name="IsFinal">Whether every shard has closed it.</param>
/// <param name="Panes">Those that hold something, with names of the table.</param>
/// <param name="Late">Late events of its panes, as far as told.</param>
/// <param name="Dead">Dead letters of its panes, as far as told.</param>
public sealed record WindowParts(long Pane, bool IsFinal, IReadOnlyList<PaneTotals> Panes, NameTable Names, DistinctUsers Distinct, long Late, long Dead)
    : INoSerializationVerificationNeeded;
