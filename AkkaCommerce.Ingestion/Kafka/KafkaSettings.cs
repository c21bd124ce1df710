using System.Globalization;

namespace AkkaCommerce.Ingestion.Kafka;

/// <summary>The properties of each kind of client, ours over the user's.</summary>
internal static class KafkaSettings
{
    /// <summary>Bytes of a record, above the 10 MB that are promised.</summary>
    public const int MostRecordBytes = 16 * 1024 * 1024;

    /// <summary>How often a client tells of itself (<see cref="ClientStatistics"/>), in milliseconds; 0: never.</summary>
    public const string StatisticsInterval = "statistics.interval.ms";

    private const string UsualStatisticsInterval = "5000";

    /// <summary>Who we are, where to find Kafka, and how soon to try again: a broker that is back is noticed within a second.</summary>
    public static Dictionary<string, string> Common(KafkaLogOptions options)
    {
        var settings = new Dictionary<string, string>
        {
            ["client.id"] = "akkacommerce",
            ["reconnect.backoff.ms"] = "50",
            ["reconnect.backoff.max.ms"] = "1000",
            ["socket.connection.setup.timeout.ms"] = "5000",
            ["socket.nagle.disable"] = "true",
        };
        foreach (var (name, value) in options.Properties) settings[name] = value;
        settings["bootstrap.servers"] = options.Bootstrap;
        return settings;
    }

    /// <summary>A producer of one writer: batches come whole, so nothing lingers; back-to-back transactions do not wait out a backoff.</summary>
    public static Dictionary<string, string> Producer(KafkaLogOptions options, string transactionalId)
    {
        var settings = new Dictionary<string, string>
        {
            ["linger.ms"] = "0",
            ["compression.type"] = "lz4",
            ["batch.size"] = "1000000",
            ["batch.num.messages"] = "100000",
            ["queue.buffering.max.messages"] = "200000",
            ["retry.backoff.ms"] = "1",
            ["retry.backoff.max.ms"] = "10",
            ["message.max.bytes"] = Text(MostRecordBytes),
            [StatisticsInterval] = UsualStatisticsInterval,
        };
        foreach (var (name, value) in Common(options)) settings[name] = value;
        settings["enable.idempotence"] = "true";
        settings["transactional.id"] = transactionalId;
        settings["transaction.timeout.ms"] = Text((long)options.TransactionTimeout.TotalMilliseconds);
        return settings;
    }

    /// <summary>A reader of committed records from positions that it is told.</summary>
    /// <param name="partitions">How many partitions this reader has: each reads ahead its share.</param>
    /// <param name="readers">How many readers there may be.</param>
    public static Dictionary<string, string> Consumer(KafkaLogOptions options, int partitions, int readers)
    {
        var ahead = Math.Clamp(options.ReadAheadBytes / 2 / (Math.Max(readers, 1) * Math.Max(partitions, 1)), 64 * 1024, 8 * 1024 * 1024);
        var settings = new Dictionary<string, string>
        {
            // A broker is asked for all partitions at a time. Where one is full and the others have nothing new, the answer is waited for in vain, and what
            // was read ahead must last so long; each wait costs the broker a tenth of a millisecond, though nothing happens.
            ["fetch.wait.max.ms"] = "50",
            ["fetch.queue.backoff.ms"] = "10",
            ["fetch.error.backoff.ms"] = "100",
            // Of what is compressed: some times as much comes out of it.
            ["fetch.message.max.bytes"] = Text(ahead / 4),
            ["queued.min.messages"] = "100000",
            ["queued.max.messages.kbytes"] = Text(ahead / 1024),
            [StatisticsInterval] = UsualStatisticsInterval,
        };
        foreach (var (name, value) in Common(options)) settings[name] = value;
        settings["group.id"] = "akkacommerce-reads-by-position";
        settings["isolation.level"] = "read_committed";
        settings["enable.auto.commit"] = "false";
        settings["enable.auto.offset.store"] = "false";
        settings["auto.offset.reset"] = "error";
        settings["enable.partition.eof"] = "true";
        return settings;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
