using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Analytics.Partitions;

/// <summary>
/// An entry of an analyst's journal: a group of closes, or none; the positions its counts of late events and dead letters reach to, and those they
/// began at; and the name of the entry before. Made by <see cref="PartitionAnalysis.TryCompose"/>; <see cref="Bytes"/> are its only form outside.
/// </summary>
public sealed partial class AnalystEntry
{
    /// <summary>What is kept in the journal and sent to the board.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private init; }

    public int Shard { get; private init; }

    public EntryName Name { get; private init; }

    /// <summary>The entry before; <see cref="EntryName.None"/>: this is the first.</summary>
    public EntryName Before { get; private init; }

    /// <summary>Whether it is an incarnation's first act after recovery, which repeats what the entry before says.</summary>
    public bool IsClaim { get; private init; }

    /// <summary>Of the next record to fold, when it was composed: its counts reach to there exactly.</summary>
    public Positions Positions { get; private init; }

    /// <summary>Where its counts began.</summary>
    public Positions CountedFrom { get; private init; }

    /// <summary>The first pane that was not closed where its counts began.</summary>
    public long ClosedAtCountedFrom { get; private init; }

    /// <summary>The simulation's progress folded when it was composed.</summary>
    public Timestamp Progress { get; private init; }

    /// <summary>Closes in order of panes.</summary>
    public IReadOnlyList<PaneClose> Closes { get; private init; } = [];

    /// <summary>Late events and dead letters of [<see cref="CountedFrom"/>, <see cref="Positions"/>), by pane.</summary>
    public IReadOnlyList<PaneCount> Counts { get; private init; } = [];

    /// <summary>The last pane it closes; null: none.</summary>
    public long? LastPane => Closes.Count > 0 ? Closes[^1].Pane : null;

    /// <exception cref="FormatException">The bytes are no entry, or one of a newer version.</exception>
    public static AnalystEntry Read(ReadOnlyMemory<byte> bytes) => throw new NotImplementedException();
}
