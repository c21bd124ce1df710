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
        var log = LogOf(settings);
        if (log != LogStore.Kafka && settings.Name("kafka.bootstrap").StartsWith("--", StringComparison.Ordinal))
            throw new ConfigurationException($"{settings.Name("kafka.bootstrap")} goes with --log kafka");
        var sql = log == LogStore.Memory && !settings.IsGivenHere("sql") ? null : SqlOptions.Read(settings);
        if (log == LogStore.Memory && sql is not null) throw new ConfigurationException("--sql goes with --log sqlite or kafka: a log in memory takes its tables with it");
        return new()
        {
            Data = DataOf(settings),
            Log = log,
            Kafka = log == LogStore.Kafka ? KafkaOptions.Read(settings) : null,
            Sql = sql,
            Cluster = ClusterOptions.Read(settings),
            LogLevel = LevelOf(settings),
        };
    }

    /// <inheritdoc cref="AnalyticsOptions.Readings"/>
    internal static IEnumerable<Action> Readings(Settings settings) => [() => DataOf(settings), () => LogOf(settings), () => LevelOf(settings)];

    /// <summary>Where the log is to be.</summary>
    /// <exception cref="ConfigurationException">It is said to be somewhere that nobody knows.</exception>
    internal static LogStore LogOf(Settings settings) => settings.OneOf("log", ("sqlite", LogStore.Sqlite), ("memory", LogStore.Memory), ("kafka", LogStore.Kafka));

    private static string DataOf(Settings settings) => settings.Text("data") is { Length: > 0 } folder ? folder : throw settings.Wrong("data", "is not a folder");

    private static LogLevel LevelOf(Settings settings) => settings.OneOf(
        "log-level",
        ("trace", LogLevel.Trace), ("debug", LogLevel.Debug), ("information", LogLevel.Information),
        ("warning", LogLevel.Warning), ("error", LogLevel.Error), ("none", LogLevel.None));
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
