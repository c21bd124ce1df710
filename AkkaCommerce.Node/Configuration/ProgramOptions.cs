using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Node.Configuration;

/// <summary>What every command needs.</summary>
public sealed record ProgramOptions
{
    /// <summary>The data folder, as given.</summary>
    public required string Data { get; init; }

    public required LogStore Log { get; init; }

    /// <summary>Where the log is kept in Kafka; null: it is not.</summary>
    public required KafkaOptions? Kafka { get; init; }

    /// <summary>The database that holds journal and tables; null: they are in the data folder.</summary>
    public required SqlOptions? Sql { get; init; }

    /// <summary>The nodes that it is one of.</summary>
    public required ClusterOptions Cluster { get; init; }

    public required LogLevel LogLevel { get; init; }

    /// <exception cref="ConfigurationException">A value that does not fit.</exception>
    public static ProgramOptions Read(Settings settings)
    {
        if (settings.Text("data").Length == 0) throw settings.Wrong("data", "is not a folder");
        var log = settings.OneOf("log", ("sqlite", LogStore.Sqlite), ("memory", LogStore.Memory), ("kafka", LogStore.Kafka));
        if (log != LogStore.Kafka && settings.Name("kafka.bootstrap").StartsWith("--", StringComparison.Ordinal))
            throw new ConfigurationException($"{settings.Name("kafka.bootstrap")} goes with --log kafka");
        var sql = log == LogStore.Memory && !settings.IsGivenHere("sql") ? null : SqlOptions.Read(settings);
        if (log == LogStore.Memory && sql is not null) throw new ConfigurationException("--sql goes with --log sqlite or kafka: a log in memory takes its tables with it");
        return new()
        {
            Data = settings.Text("data"),
            Log = log,
            Kafka = log == LogStore.Kafka ? KafkaOptions.Read(settings) : null,
            Sql = sql,
            Cluster = ClusterOptions.Read(settings),
            LogLevel = settings.OneOf(
                "log-level",
                ("trace", LogLevel.Trace), ("debug", LogLevel.Debug), ("information", LogLevel.Information),
                ("warning", LogLevel.Warning), ("error", LogLevel.Error), ("none", LogLevel.None)),
        };
    }
}

/// <summary>Where the log of events is kept.</summary>
public enum LogStore
{
    /// <summary>A file in the data folder.</summary>
    Sqlite,

    /// <summary>In this process only.</summary>
    Memory,

    /// <summary>In Apache Kafka.</summary>
    Kafka,
}
