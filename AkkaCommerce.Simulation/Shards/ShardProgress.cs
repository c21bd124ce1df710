using Akka.Actor;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Simulation.Shards;

/// <summary>Published to the node's event stream with each commit of one of its writers.</summary>
/// <param name="Events">How many events the commit wrote.</param>
public sealed record ShardProgress(int Shard, Timestamp Through, int Events) : INoSerializationVerificationNeeded;
