using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Simulation.Clock;

namespace AkkaCommerce.Benchmarks;

/// <summary>Tables by which a simulation never ends, nobody asks for a campaign, and no analysis lives beside.</summary>
/// <param name="retires">Nobody is walked at all.</param>
internal sealed class EndlessRun(bool retires = false) : ISimulationTables
{
    public ValueTask<ClockReading> ReadAsync(CancellationToken cancel) => ValueTask.FromResult(new ClockReading(null, retires, [], (Timestamp?)null));

    public ValueTask<bool> RetiresAsync(CancellationToken cancel) => ValueTask.FromResult(retires);
}
