using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Simulation.Clock;

namespace AkkaCommerce.Tests.Simulation.Hosting;

/// <summary>Tables that say what a test lets them say.</summary>
internal sealed class FixedTables : ISimulationTables
{
    public Timestamp? Until { get; set; }

    public bool Retires { get; set; }

    public List<CampaignCommand> Commands { get; } = [];

    public Timestamp? SlowestAnalyst { get; set; }

    public bool Fails { get; set; }

    public ValueTask<ClockReading> ReadAsync(CancellationToken cancel) => Fails
        ? ValueTask.FromException<ClockReading>(new InvalidOperationException("locked in the test"))
        : ValueTask.FromResult(new ClockReading(Until, Retires, [.. Commands], SlowestAnalyst));

    public ValueTask<bool> RetiresAsync(CancellationToken cancel) => ValueTask.FromResult(Retires);
}
