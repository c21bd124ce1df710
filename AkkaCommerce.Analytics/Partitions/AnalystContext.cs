using Akka.Actor;
using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Analytics.Partitions;

/// <summary>What every analyst of a node works with.</summary>
public sealed record AnalystContext
{
    public required IEventLog Log { get; init; }

    public required AnalysisOptions Options { get; init; }

    /// <summary>The board, wherever it lives: its proxy.</summary>
    public required IActorRef Board { get; init; }

    /// <summary>Reads the simulation's run record; null: there is none.</summary>
    public required Func<SimulationRun?> ReadRun { get; init; }

    /// <summary>Writes what a confirmed entry counts.</summary>
    public required Action<EntryRows> WriteRows { get; init; }

    /// <summary>Told each second how far an analyst is.</summary>
    public Action<AnalystStatus> Report { get; init; } = _ => { };

    /// <summary>Told at most once a second some of the events that came.</summary>
    public Action<RecentEvents> Tell { get; init; } = _ => { };

    /// <summary>Whether a failure comes of the database's not answering, and has been said: then who met it need not.</summary>
    public Func<Exception, bool> IsSaid { get; init; } = _ => false;

    /// <summary>Whether to go on where the log no longer holds what recovery needs.</summary>
    public bool SkipGap { get; init; }

    /// <summary>Draws an incarnation's part of its entries' names.</summary>
    public Func<long> DrawIncarnation { get; init; } = () => BitConverter.ToInt64(Guid.NewGuid().ToByteArray());

    /// <summary>Whose monotonic time silence, pictures and pauses are measured by.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public required ILogger<PartitionAnalyst> Logger { get; init; }
}
