using Akka.Actor;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Simulation.Shards;

/// <summary>What the writers of a node share.</summary>
public sealed record ShardWriterParts
{
    public required IEventLog Log { get; init; }

    public required Shop Shop { get; init; }

    /// <summary>The length of a pane.</summary>
    public required TimeSpan Pane { get; init; }

    public required WriterSettings Settings { get; init; }

    /// <summary>Shoppers kept in all before those longest away are asked to leave: each writer takes its shard's share, for shards fill unevenly.</summary>
    public required int LiveShoppers { get; init; }

    /// <summary>Whether the simulation retires, or has: read after the log was opened.</summary>
    public required Func<CancellationToken, ValueTask<bool>> Retires { get; init; }

    /// <summary>The region, by which shoppers are found or made; asked for when a writer starts.</summary>
    public required Func<IActorRef> Region { get; init; }

    public required TimeProvider Time { get; init; }

    public required LocalWriters Local { get; init; }
}
