using AkkaCommerce.Ingestion.Kafka;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Node.Configuration;

/// <summary>Where the log is kept in Kafka, and how it is reached. Not a record: nothing prints it, for properties may be secrets.</summary>
public sealed class KafkaOptions
{
    /// <summary>The path of where Kafka is.</summary>
    internal const string BootstrapPath = "kafka.bootstrap";

    /// <summary><c>HOST:PORT</c>, several separated by commas.</summary>
    public required string Bootstrap { get; init; }

    public required string TopicPrefix { get; init; }

    /// <summary>Copies of each partition where topics are made; null: three, or as many as there are brokers.</summary>
    public required int? Replication { get; init; }

    /// <summary>Of librdkafka, secrets read from where they are.</summary>
    public required IReadOnlyDictionary<string, string> Properties { get; init; }

    /// <exception cref="ConfigurationException">A value that does not fit.</exception>
    public static KafkaOptions Read(Settings settings) => new()
    {
        Bootstrap = BootstrapOf(settings) is { Length: > 0 } bootstrap ? bootstrap : throw new ConfigurationException("--log kafka needs --bootstrap HOST:PORT, several separated by commas"),
        TopicPrefix = PrefixOf(settings),
        Replication = ReplicationOf(settings),
        Properties = settings.Below(Settings.Passed).ToDictionary(property => property.Key, property => Value(property.Key, property.Value.Value, property.Value.Name)),
    };

    /// <summary>The readings of single values. A secret that is elsewhere is looked for only where a start would: where the log is in Kafka.</summary>
    internal static IEnumerable<Action> Readings(Settings settings) =>
    [
        () => BootstrapOf(settings),
        () => PrefixOf(settings),
        () => ReplicationOf(settings),
        .. settings.Below(Settings.Passed).Where(property => IsUsed(settings) || !SecretText.IsElsewhere(property.Value.Value)).Select(property => (Action)(() => Value(property.Key, property.Value.Value, property.Value.Name))),
    ];

    private static bool IsUsed(Settings settings) => settings.Text("log").Equals("kafka", StringComparison.OrdinalIgnoreCase);

    /// <summary>Empty: nobody says where Kafka is.</summary>
    private static string BootstrapOf(Settings settings)
    {
        var text = settings.Text(BootstrapPath);
        return text.Length == 0 || BootstrapText.IsValid(text) ? text : throw settings.Wrong(BootstrapPath, "is not HOST:PORT, several separated by commas");
    }

    private static string PrefixOf(Settings settings)
    {
        const string Prefix = "kafka.topic-prefix";
        return KafkaLogOptions.IsPrefix(settings.Text(Prefix)) ? settings.Text(Prefix) : throw settings.Wrong(Prefix, "is not at most 200 letters, digits, dots, underscores and dashes");
    }

    private static int? ReplicationOf(Settings settings) => settings.Text("kafka.replication") is "auto" ? null : (int)settings.Whole("kafka.replication", 1, 7);

    private static string Value(string name, string text, string from)
    {
        var isGivenPlainly = !SecretText.IsElsewhere(text);
        if (isGivenPlainly && from.StartsWith("--", StringComparison.Ordinal) && KafkaProperties.IsSecret(name))
            throw new ConfigurationException($"{from}: every user of this machine could read it on the command line: {name}=file:PATH or {name}=env:NAME says where it is");
        var value = SecretText.Read(text, from);
        try
        {
            if (KafkaProperties.Problem(name, value) is not { } problem) return value;
            throw new ConfigurationException($"{from}: {problem}{(problem.StartsWith("is no", StringComparison.Ordinal) ? Suggestion.For(name, KafkaProperties.Names()) : "")}");
        }
        catch (StoreRefusedException e)
        {
            throw new ConfigurationException(e.Message);
        }
    }
}
