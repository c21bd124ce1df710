using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Ingestion.Kafka;

/// <summary>Options of a log in Kafka. Not a record: nothing prints it, for properties may be secrets.</summary>
public sealed class KafkaLogOptions
{
    /// <summary>Where to begin: <c>HOST:PORT</c>, several separated by commas.</summary>
    public required string Bootstrap { get; init; }

    /// <summary>What stands before every topic's name: default nothing; letters, digits, dot, underscore and dash, at most 200.</summary>
    public string TopicPrefix { get; init; } = "";

    /// <summary>Partitions of every topic, 1 to 1024; null: as the topics have, 8 where they are made.</summary>
    public int? Shards { get; init; }

    /// <summary>Whether topics are made where there are none: default yes.</summary>
    public bool Create { get; init; } = true;

    /// <summary>Copies of each partition where topics are made, 1 to 7; null: three, or as many as there are brokers.</summary>
    public int? Replication { get; init; }

    /// <summary>What Kafka keeps, where topics are made: default 7 days and 10 GB a topic. Null: everything.</summary>
    public Retention? Retention { get; init; } = new();

    /// <summary>How long Kafka may be away before opening, reading or asking fails: default 10 s; at least 1 s; infinite: never.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a transaction may be open: default 10 s, 1 s to 15 minutes (no more than the brokers' <c>transaction.max.timeout.ms</c>). It bounds how
    /// long the transaction of a writer that died holds readers back.
    /// </summary>
    public TimeSpan TransactionTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes read ahead, all shards and topics together: default 128 MiB, 8 MiB to 16 GiB. (A batch larger than its share is read all the same.)</summary>
    public long ReadAheadBytes { get; init; } = 128L * 1024 * 1024;

    /// <summary>Properties of librdkafka, for every client: security and the like.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    /// <exception cref="ArgumentException">Names the field, its value and the rule it breaks.</exception>
    public void Validate()
    {
        LogOptionRule.Check(BootstrapText.IsValid(Bootstrap), nameof(Bootstrap), Bootstrap, "HOST:PORT, several separated by commas");
        LogOptionRule.Check(IsPrefix(TopicPrefix), nameof(TopicPrefix), TopicPrefix, "letters, digits, '.', '_' and '-', at most 200");
        LogOptionRule.Check(Shards is null or (>= 1 and <= 1024), nameof(Shards), Shards, "1 to 1024");
        LogOptionRule.Check(Replication is null or (>= 1 and <= 7), nameof(Replication), Replication, "1 to 7");
        LogOptionRule.Check(Patience == Timeout.InfiniteTimeSpan || Patience.TotalSeconds >= 1, nameof(Patience), Patience, "at least 1 s, or infinite");
        LogOptionRule.Check(TransactionTimeout.TotalSeconds >= 1 && TransactionTimeout.TotalMinutes <= 15, nameof(TransactionTimeout), TransactionTimeout, "1 s to 15 minutes");
        LogOptionRule.Check(ReadAheadBytes is >= 8L << 20 and <= 16L << 30, nameof(ReadAheadBytes), ReadAheadBytes, "8 MiB to 16 GiB");
        Retention?.Validate();
    }

    /// <summary>Whether topics' names may begin so.</summary>
    public static bool IsPrefix(string text) => text.Length <= 200 && text.All(IsOfTopics);

    private static bool IsOfTopics(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-';
}
