using AkkaCommerce.Ingestion.Log;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AkkaCommerce.Ingestion.Kafka;

/// <summary>
/// A log in Apache Kafka: a topic each, shard i is partition i. One transactional producer a writer, readers that are assigned their partitions.
/// What is removed and when is Kafka's affair: the topics' retention counts from append time.
/// </summary>
public sealed class KafkaEventLog
{
    /// <summary>The log's own name and its number of shards, before it is opened; its topics are made where there are none, and checked.</summary>
    /// <exception cref="StoreRefusedException">They are not ours to use; the message says why, and what mends it.</exception>
    /// <exception cref="LogUnavailableException">Kafka does not answer as long as the options' patience lasts.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static async Task<(string Identity, int Shards)> IdentifyAsync(KafkaLogOptions options, TimeProvider? time = null, ILogger<KafkaEventLog>? logger = null, CancellationToken cancel = default)
    {
        time ??= TimeProvider.System;
        await using var kafka = new KafkaConnection(options, time, logger ?? NullLogger<KafkaEventLog>.Instance);
        var shards = await new TopicSetup(kafka).RunAsync(time, cancel);
        return ((await new LogNaming(kafka).FindOrMakeAsync(cancel)).Identity, shards);
    }

    internal static LogUnavailableException ClosedException() => new("the log is closed");
}
