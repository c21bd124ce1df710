using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Runs;

namespace AkkaCommerce.Node.Reporting;

/// <summary>What a data folder says of its shop, whoever runs it.</summary>
/// <param name="Run">The simulation's record; null: there is none.</param>
/// <param name="IsSimulated">Whether a process holds the role simulation.</param>
/// <param name="IsAnalysed">Whether a process holds the role analytics.</param>
/// <param name="FinalThrough">The end of the last window that is final, or known to be empty; null: none yet.</param>
internal sealed record ShopState(SimulationRun? Run, bool IsSimulated, bool IsAnalysed, Timestamp? FinalThrough)
{
    /// <summary>Whether nothing more comes of the simulation, and all it made is final.</summary>
    public bool IsFinished => Run is { Retired: true } || Run is { Until: { } until } && FinalThrough >= until;
}
