using AkkaCommerce.Ingestion.Kafka;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Node.Configuration;

/// <summary>Where the log is kept in Kafka, and how it is reached. Not a record: nothing prints it, for properties may be secrets.</summary>
public sealed class KafkaOptions
{
    /// <summary><c>HOST:PORT</c>, several separated by commas.</summary>
    public required string Bootstrap { get; init; }

    public required string TopicPrefix { get; init; }

    /// <summary>Copies of each partition where topics are made; null: three, or as many as there are brokers.</summary>
    public required int? Replication { get; init; }

    /// <summary>Of librdkafka, secrets read from where they are.</summary>
    public required IReadOnlyDictionary<string, string> Properties { get; init; }

    /// <exception cref="ConfigurationException">A value that does not fit.</exception>
    public static KafkaOptions Read(Settings settings)
    {
        const string Bootstrap = "kafka.bootstrap", Prefix = "kafka.topic-prefix";
        if (settings.Text(Bootstrap).Length == 0) throw new ConfigurationException("--log kafka needs --bootstrap HOST:PORT, several separated by commas");
        if (!BootstrapText.IsValid(settings.Text(Bootstrap))) throw settings.Wrong(Bootstrap, "is not HOST:PORT, several separated by commas");
        if (!KafkaLogOptions.IsPrefix(settings.Text(Prefix))) throw settings.Wrong(Prefix, "is not at most 200 letters, digits, dots, underscores and dashes");
        return new()
        {
            Bootstrap = settings.Text(Bootstrap),
            TopicPrefix = settings.Text(Prefix),
            Replication = settings.Text("kafka.replication") is "auto" ? null : (int)settings.Whole("kafka.replication", 1, 7),
            Properties = settings.Below(Settings.Passed).ToDictionary(property => property.Key, property => Value(property.Key, property.Value.Value, property.Value.Name)),
        };
    }

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
