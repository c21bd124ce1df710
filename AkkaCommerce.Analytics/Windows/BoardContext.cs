using Akka.Actor;
using AkkaCommerce.Analytics.Panes;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Analytics.Windows;

/// <summary>What the board works with.</summary>
public sealed record BoardContext
{
    public required int Shards { get; init; }

    public required AnalysisOptions Options { get; init; }

    /// <summary>Reads `received`, and the panes that a new board goes on from.</summary>
    public required Func<BoardCore> Load { get; init; }

    /// <summary>Writes windows and moves `received` in one transaction; false: `received` was not as known, another board is at work.</summary>
    public required Func<Received, IReadOnlyList<FinalWindow>, bool> Write { get; init; }

    /// <summary>Keeps the live window where other processes see it.</summary>
    public required Action<WindowSnapshot> WriteLive { get; init; }

    /// <summary>Whether a failure comes of the database's not answering, and has been said: then who met it need not.</summary>
    public Func<Exception, bool> IsSaid { get; init; } = _ => false;

    /// <summary>Takes <see cref="Akka.Cluster.Tools.PublishSubscribe.Publish"/>; null: the node's mediator.</summary>
    public IActorRef? Mediator { get; init; }

    /// <summary>Brings final windows elsewhere, and is told of each <see cref="FinalsWritten"/>; null: they are in the table only.</summary>
    public Props? Publisher { get; init; }

    /// <summary>A window's own actor; null: a <see cref="WindowAggregator"/>.</summary>
    public Props? Aggregator { get; init; }

    public required ILogger<WindowBoard> Logger { get; init; }
}
