namespace AkkaCommerce.Analytics.Partitions;

/// <summary>
/// What goes into the tables `counts`, `late_events` and `dead_letters` now, after the entry that counts it and before the next. Writing it
/// twice is writing it once: keys are (shard, entry, pane) and (topic, partition, offset).
/// </summary>
public sealed record EntryRows(int Shard, IReadOnlyList<EntryCounts> Counts, IReadOnlyList<RejectedRecord> Records);

/// <summary>The late events and dead letters that an entry counts.</summary>
public sealed record EntryCounts(EntryName Entry, IReadOnlyList<PaneCount> Panes);

/// <summary>How many late events and dead letters of a pane an entry counts.</summary>
/// <param name="Pane">Null: dead letters without a readable time.</param>
public readonly record struct PaneCount(long? Pane, long Late, long Dead);
