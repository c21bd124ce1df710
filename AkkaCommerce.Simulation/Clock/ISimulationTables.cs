namespace AkkaCommerce.Simulation.Clock;

/// <summary>What the simulation reads of the tables that people, other processes and the analysis write.</summary>
public interface ISimulationTables
{
    /// <summary>All that the clock obeys, read at one time.</summary>
    ValueTask<ClockReading> ReadAsync(CancellationToken cancel);

    /// <summary>Whether the simulation retires, or has.</summary>
    ValueTask<bool> RetiresAsync(CancellationToken cancel);
}
