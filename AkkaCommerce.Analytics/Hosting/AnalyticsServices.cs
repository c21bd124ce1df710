using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Ingestion.Sql;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Analytics.Hosting;

/// <summary>What the analysis needs of its node.</summary>
public sealed record AnalyticsServices
{
    public required IEventLog Log { get; init; }

    public required LogRun Run { get; init; }

    /// <summary>With the tables of the analysis (<see cref="Storage.AnalyticsTables"/>).</summary>
    public required SqlDatabase Database { get; init; }

    /// <summary>Reads the simulation's run record; null: there is none.</summary>
    public required Func<SimulationRun?> ReadRun { get; init; }

    /// <summary>Writes an analyst's row of `shards`.</summary>
    public required Action<AnalystStatus> Report { get; init; }

    public required ILoggerFactory Loggers { get; init; }

    public required TimeProvider Time { get; init; }
}
