using Akka;
using Akka.Streams.Dsl;
using AkkaCommerce.Ingestion.Log;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AkkaCommerce.Ingestion.Kafka;

/// <summary>
/// A log in Apache Kafka: a topic each, shard i is partition i. One transactional producer a writer, readers that are assigned their partitions.
/// What is removed and when is Kafka's affair: the topics' retention counts from append time.
/// </summary>
public sealed class KafkaEventLog : IEventLog
{
    private readonly KafkaConnection _kafka;
    private readonly KafkaBounds _bounds;
    private readonly TimeProvider _time;

    /// <param name="identity">As <see cref="IdentifyAsync"/> says.</param>
    /// <param name="shards">As <see cref="IdentifyAsync"/> says.</param>
    /// <exception cref="StoreRefusedException">The native library or a property is not to be used.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public KafkaEventLog(KafkaLogOptions options, string identity, int shards, TimeProvider? time = null, ILogger<KafkaEventLog>? logger = null)
    {
        _time = time ?? TimeProvider.System;
        _kafka = new KafkaConnection(options, _time, logger ?? NullLogger<KafkaEventLog>.Instance);
        _bounds = new KafkaBounds(_kafka, shards);
        (Identity, Shards) = (identity, shards);
        Snapshots = new KafkaSnapshotTopic(_kafka, identity, _time);
    }

    public string Identity { get; }

    public int Shards { get; }

    public bool CountsRecords => false;

    public string? Away => _kafka.Health.Reason is null ? null : "Kafka does not answer";

    public ISnapshotTopic Snapshots { get; }

    /// <summary>The log's own name and its number of shards, before it is opened; its topics are made where there are none, and checked.</summary>
    /// <exception cref="StoreRefusedException">They are not ours to use; the message says why, and what mends it.</exception>
    /// <exception cref="LogUnavailableException">Kafka does not answer as long as the options' patience lasts.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static async Task<(string Identity, int Shards)> IdentifyAsync(
        KafkaLogOptions options, TimeProvider? time = null, ILogger<KafkaEventLog>? logger = null, CancellationToken cancel = default)
    {
        time ??= TimeProvider.System;
        await using var kafka = new KafkaConnection(options, time, logger ?? NullLogger<KafkaEventLog>.Instance);
        var shards = await new TopicSetup(kafka).RunAsync(time, cancel);
        return ((await new LogNaming(kafka).FindOrMakeAsync(cancel)).Identity, shards);
    }

    /// <inheritdoc/>
    /// <remarks>Waits for Kafka as long as the options' patience lasts.</remarks>
    public async Task<IShardLogWriter> OpenWriterAsync(int shard, string source, CancellationToken cancel)
    {
        Check(shard);
        cancel.ThrowIfCancellationRequested();
        ThrowIfClosed();
        return await KafkaShardWriter.OpenAsync(_kafka, _bounds, Identity, shard, source, _time, cancel);
    }

    public Source<RecordBatch, NotUsed> Read(int shard, Positions from, TopicSet topics)
    {
        Check(shard);
        // Each reader has its own queues, so a signal is for it alone.
        var signals = new AppendSignals(1);
        return Source.FromGraph(new RecordSource(0, signals, () => new KafkaPartitionReader(_kafka, _bounds, shard, from, topics, () => signals.Appended(0))));
    }

    public ValueTask<Positions> EndsAsync(int shard, CancellationToken cancel)
    {
        Check(shard);
        return _bounds.Ends.OfAsync(shard, cancel);
    }

    public ValueTask<Positions> StartsAsync(int shard, CancellationToken cancel)
    {
        Check(shard);
        return _bounds.Starts.OfAsync(shard, cancel);
    }

    public ValueTask<IReadOnlyList<PartitionStatistics>> StatisticsAsync(CancellationToken cancel)
    {
        ThrowIfClosed();
        return new ValueTask<IReadOnlyList<PartitionStatistics>>(new KafkaStatistics(_kafka).ReadAsync(Shards, cancel));
    }

    /// <summary>Whether a source ever committed to any shard. Reads the progress of all sources.</summary>
    /// <exception cref="LogUnavailableException">Kafka does not answer.</exception>
    public async Task<bool> HasProgressAsync(string source, CancellationToken cancel)
    {
        for (var shard = 0; shard < Shards; shard++)
        {
            var (of, found) = (shard, false);
            if ((await EndsAsync(shard, cancel))[Topic.Progress] == 0) continue;
            await LogThread.Start($"kafka progress {shard}", () => found = new LastProgress(_kafka, _bounds).Find(of, source, cancel) is not null);
            if (found) return true;
        }
        return false;
    }

    public ValueTask DisposeAsync() => _kafka.DisposeAsync();

    internal static LogUnavailableException ClosedException() => new("the log is closed");

    private void ThrowIfClosed()
    {
        if (_kafka.Closed.IsCancellationRequested) throw ClosedException();
    }

    private void Check(int shard) => ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)shard, (uint)Shards, nameof(shard));
}
