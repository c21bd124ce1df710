using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Simulation.Shards;

/// <summary>
/// From the clock, to a shard's writer: go on up to the horizon. It starts the writer where there is none, and is answered by
/// <see cref="ShardThrough"/> once the writer knows what is committed. A lost one is repaired by the next; an older one changes nothing.
/// </summary>
/// <param name="Horizon">Everything due up to here may be written.</param>
/// <param name="Campaigns">The list that belongs to the horizon: both are taken together, and never go back.</param>
public sealed record Advance(int Shard, Timestamp Horizon, CampaignList Campaigns);

/// <summary>A writer's answer: all that is due up to here is in the log, for good. It only grows; an older one changes nothing.</summary>
public sealed record ShardThrough(int Shard, Timestamp Through);
