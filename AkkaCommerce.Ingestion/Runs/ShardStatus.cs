using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Ingestion.Runs;

/// <summary>How far the analysis of a shard is, a row of the table <c>shards</c>.</summary>
/// <param name="ClosedThrough">The end of the last pane closed; null: none yet.</param>
/// <param name="CommittedThrough">The simulation's progress folded; null: none yet, or no simulation.</param>
/// <param name="HeldBy">The source that holds closing back, for a person; empty: none.</param>
/// <param name="Positions">Where recovery would read from: what retention must leave.</param>
/// <param name="Lag">Records between what is folded and the ends.</param>
/// <param name="Updated">When this was written, by the wall clock of whoever did; that it changes tells that an analysis lives (<see cref="ShardWatch"/>).</param>
public sealed record ShardStatus(
    int Shard, Timestamp? ClosedThrough, Timestamp? CommittedThrough, string HeldBy, Positions Positions, long Lag, Timestamp Updated);
