using System.Text;
using AkkaCommerce.Ingestion.Log;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace AkkaCommerce.Ingestion.Kafka;

/// <summary>The compacted topic of one partition that final windows go to. Its writer's transactions keep it in order and without gaps.</summary>
internal sealed class KafkaSnapshotTopic(KafkaConnection kafka, string identity, TimeProvider time) : ISnapshotTopic
{
    /// <summary>How far back the last record is looked for before all is read.</summary>
    private const long Near = 1000;

    /// <summary>How long opening waits at a time before it looks whether it is still wanted.</summary>
    private static readonly TimeSpan OpeningSlice = TimeSpan.FromSeconds(1);

    /// <summary>Beyond the time of a writer's open transaction that died.</summary>
    private static readonly TimeSpan ReadingPatience = TimeSpan.FromSeconds(20);

    private readonly TopicPartition _partition = new(kafka.Names.Snapshots, 0);

    public async Task<string?> LastKeyAsync(CancellationToken cancel)
    {
        var (start, end) = (await OffsetAsync(OffsetSpec.Earliest(), cancel), await OffsetAsync(OffsetSpec.Latest(), cancel));
        var near = Math.Max(start, end - Near);
        return await LastKeyAsync(near, end, cancel) ?? (near > start ? await LastKeyAsync(start, end, cancel) : null);
    }

    public async Task<ISnapshotWriter> OpenWriterAsync(CancellationToken cancel)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancel, kafka.Closed);
        var producer = new KafkaProducer(kafka, $"{identity}-snapshots", metrics: null);
        try
        {
            await LogThread.Start("kafka snapshots", () => Initialize(producer, ends.Token));
            return new KafkaSnapshotWriter(kafka, producer, _partition, await LastKeyAsync(ends.Token), time);
        }
        catch (Exception e)
        {
            _ = LogThread.Start("kafka closing", producer.Dispose);
            if (e is KafkaException { Error: var error }) throw kafka.Unavailable("opening the writer of snapshots", KafkaTrouble.Text(error), e);
            throw;
        }
    }

    private void Initialize(KafkaProducer producer, CancellationToken cancel)
    {
        for (var began = time.GetTimestamp(); !producer.TryInitialize(OpeningSlice);)
        {
            cancel.ThrowIfCancellationRequested();
            if (kafka.IsPatienceOver(began)) throw kafka.Unavailable("opening the writer of snapshots", "it does not answer");
        }
    }

    private async Task<long> OffsetAsync(OffsetSpec which, CancellationToken cancel) =>
        (await kafka.OffsetsAsync("asking how far its snapshots go", [_partition], which, cancel)).Single().TopicPartitionOffsetError.Offset.Value;

    private async Task<string?> LastKeyAsync(long from, long end, CancellationToken cancel)
    {
        byte[]? last = null;
        await LogThread.Start("kafka snapshots", () => PartitionTail.Read(kafka, _partition.Topic, 0, from, end, (key, value) =>
        {
            if (!value.IsEmpty) last = key.ToArray();
        }, ReadingPatience, cancel));
        return last is null ? null : Encoding.UTF8.GetString(last);
    }
}
