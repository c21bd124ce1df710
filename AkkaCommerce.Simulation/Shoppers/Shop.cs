using AkkaCommerce.Ingestion.Runs;

namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>The shop that all shoppers of a run share: immutable, built once from the run's record, used from any thread.</summary>
public sealed class Shop
{
    public Shop(SimulationRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        Run = run;
        RunId = run.RunId;
        LookBack = LongestVisit;
    }

    /// <summary>What the events are a function of.</summary>
    public SimulationRun Run { get; }

    /// <summary>The run of the event ids.</summary>
    public long RunId { get; }

    /// <summary>The greatest length of a visit.</summary>
    public static TimeSpan LongestVisit => TimeSpan.FromHours(2);

    /// <summary>How far a rebuild looks back, and so how long a campaign that has ended stays in the list: the longest visit and the greatest lateness.</summary>
    public TimeSpan LookBack { get; }
}
