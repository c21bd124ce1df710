using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Simulation.Clock;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Simulation.Hosting;

/// <summary>What the simulation needs of its node.</summary>
public sealed record SimulationServices
{
    public required IEventLog Log { get; init; }

    public required LogRun Run { get; init; }

    public required Shop Shop { get; init; }

    public required ISimulationTables Tables { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>The node is about to stop.</summary>
    public CancellationToken Stopping { get; init; }
}
