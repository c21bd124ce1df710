namespace AkkaCommerce.Simulation.Clock;

/// <summary>What the simulation reads of the tables that people, other processes and the analysis write.</summary>
public interface ISimulationTables
{
    /// <summary>All that the clock obeys, read at one time.</summary>
    ValueTask<ClockReading> ReadAsync(CancellationToken cancel);

    /// <summary>Whether the simulation retires, or has.</summary>
    ValueTask<bool> RetiresAsync(CancellationToken cancel);

    /// <summary>Whether a failure, of the tables or of the journal beside them, comes of their database's not answering, and has been said.</summary>
    bool IsSaid(Exception cause) => false;
}
