using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Simulation.Shards;

/// <summary>A step of a shard: all that is due after <paramref name="From"/>, up to and including <paramref name="To"/>.</summary>
public readonly record struct ShardStep(Timestamp From, Timestamp To);
