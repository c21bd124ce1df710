using Akka.Streams;
using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Ingestion.Sql;

namespace AkkaCommerce.Analytics.Verification;

/// <summary>What to verify.</summary>
public sealed record VerificationRequest
{
    public required IEventLog Log { get; init; }

    public required SqlDatabase Database { get; init; }

    public required AnalysisOptions Options { get; init; }

    /// <summary>The simulation's run record; null: there is none.</summary>
    public SimulationRun? Run { get; init; }

    /// <summary>Makes the simulation's events again, to name what is lost; null: only counts are told.</summary>
    public IExpectedEvents? Expected { get; init; }

    public required IMaterializer Materializer { get; init; }

    /// <summary>Takes how much is verified, 0 to 1, often and from any thread; null: nobody asks.</summary>
    public Action<double>? Progress { get; init; }
}
