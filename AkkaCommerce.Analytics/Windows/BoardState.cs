using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Partitions;

namespace AkkaCommerce.Analytics.Windows;

/// <summary>`received`: up to which pane windows are final, and each shard's last entry used; moved only from the value that was known.</summary>
/// <param name="Version">Grows by one with each move; 0: never moved, there is no row.</param>
/// <param name="Pane">The last pane whose window is final, or was passed because its window is empty; null: none.</param>
/// <param name="Used">A shard's last entry used.</param>
public sealed record Received(long Version, long? Pane, IReadOnlyList<EntryName> Used)
{
    public static Received Nothing(int shards) => new(0, null, new EntryName[shards]);
}

/// <summary>A row of `windows`: a final window, and its last pane's own totals, from which a new board goes on.</summary>
/// <param name="Pane">The window's last pane.</param>
/// <param name="PaneBytes">The pane's own totals, opaque.</param>
public sealed record FinalWindow(long Pane, WindowSnapshot Snapshot, ReadOnlyMemory<byte> PaneBytes);

/// <summary>A window to be made final: what its snapshot is made of, and its last pane as it is kept.</summary>
public sealed record ReadyWindow(WindowParts Parts, ReadOnlyMemory<byte> PaneBytes);

/// <summary>What one transaction writes: all windows that are ready, and `received` from the value that was known to the next.</summary>
public sealed record FinalBatch(IReadOnlyList<ReadyWindow> Windows, Received From, Received To);

/// <summary>A pane's own totals as `windows` holds them.</summary>
public sealed record KeptPane(long Pane, ReadOnlyMemory<byte> PaneBytes)
{
    /// <summary>The totals, with names of a table.</summary>
    /// <exception cref="FormatException">The bytes are none, or of a newer version.</exception>
    public PaneTotals Read(NameTable names) => KeptPaneCodec.Read(PaneBytes.Span, names);
}
