using AkkaCommerce.Ingestion.Log;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace AkkaCommerce.Ingestion.Kafka;

/// <summary>Finds the log's identity in its topic, and writes one where there is none.</summary>
internal sealed class LogNaming(KafkaConnection kafka)
{
    private static readonly TimeSpan WritingTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ReadingPatience = TimeSpan.FromSeconds(10);

    private readonly TopicPartition _partition = new(kafka.Names.Run, 0);

    /// <exception cref="StoreRefusedException">What is there is no identity of ours.</exception>
    /// <exception cref="LogUnavailableException">Kafka does not answer.</exception>
    public async Task<LogIdentity> FindOrMakeAsync(CancellationToken cancel)
    {
        if (await FirstAsync(cancel) is { } kept) return kept;
        await WriteAsync(LogIdentity.New(), cancel);
        return await FirstAsync(cancel) ?? throw new LogUnavailableException($"Kafka at {kafka.Servers}: {kafka.Names.Run} does not hold what was written to it");
    }

    private async Task<LogIdentity?> FirstAsync(CancellationToken cancel)
    {
        var ends = await kafka.OffsetsAsync("asking for the log's identity", [_partition], OffsetSpec.Latest(), cancel);
        var end = ends.Single().TopicPartitionOffsetError.Offset.Value;
        byte[]? first = null;
        await LogThread.Start("kafka identity", () => PartitionTail.Read(kafka, kafka.Names.Run, 0, 0, end, (_, value) => first ??= value.ToArray(), ReadingPatience, cancel));
        return first is null ? null : LogIdentity.Read(first, kafka.Names.Run, kafka.Servers);
    }

    private Task WriteAsync(LogIdentity identity, CancellationToken cancel) => LogThread.Start("kafka identity", () =>
    {
        var settings = KafkaSettings.Common(kafka.Options);
        (settings["enable.idempotence"], settings["delivery.timeout.ms"]) = ("true", "10000");
        using var producer = new ProducerBuilder<byte[], byte[]>(settings).SetLogHandler((_, message) => kafka.ClientLog.Write(message)).SetErrorHandler((_, _) => { }).Build();
        try
        {
            var written = producer.ProduceAsync(_partition, new Message<byte[], byte[]> { Key = System.Text.Encoding.UTF8.GetBytes(identity.Identity), Value = identity.ToJson() }, cancel);
            if (!written.Wait(WritingTimeout, cancel)) throw new LogUnavailableException($"Kafka at {kafka.Servers}: the log's identity could not be written");
        }
        catch (AggregateException e) when (e.InnerException is KafkaException failure)
        {
            throw kafka.Unavailable("writing the log's identity", KafkaTrouble.Text(failure.Error), failure);
        }
    });
}
