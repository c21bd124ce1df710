using System.Text;
using AkkaCommerce.Ingestion.Log;
using Confluent.Kafka;

namespace AkkaCommerce.Ingestion.Kafka;

/// <summary>Writes final windows, a transaction a call: there is never one without those before it, and an older writer is fenced.</summary>
internal sealed class KafkaSnapshotWriter(KafkaConnection kafka, KafkaProducer producer, TopicPartition partition, string? lastKey, TimeProvider time) : ISnapshotWriter
{
    /// <summary>What a commit may take beyond its transaction's timeout, after which nothing good can come.</summary>
    private static readonly TimeSpan CommitMargin = TimeSpan.FromSeconds(5);

    private readonly ClientMetrics _metrics = ClientMetrics.OfSnapshots();
    private Task _running = Task.CompletedTask;

    public string? LastKey => lastKey;

    public async Task WriteAsync(IReadOnlyList<SnapshotRecord> records, CancellationToken cancel)
    {
        var within = kafka.Options.TransactionTimeout + CommitMargin;
        var began = time.GetTimestamp();
        _running = LogThread.Start("kafka snapshots", () => Write(records, within));
        try
        {
            await _running.WaitAsync(2 * within, time, cancel);
            _metrics.Committed(time.GetElapsedTime(began));
        }
        catch (KafkaException e) when (KafkaTrouble.IsFencing(e.Error.Code))
        {
            _metrics.NotCommitted(isFenced: true);
            throw new WriterFencedException("another writer of snapshots has been opened: this one writes nothing any more");
        }
        catch (KafkaException e)
        {
            _metrics.NotCommitted(isFenced: false);
            await kafka.ProbeAsync();
            throw kafka.Unavailable("writing snapshots", KafkaTrouble.Text(e.Error), e);
        }
        catch (TimeoutException e)
        {
            _metrics.NotCommitted(isFenced: false);
            throw kafka.Unavailable("writing snapshots", "a transaction does not come back", e);
        }
    }

    /// <summary>The producer goes when the call under way has come back.</summary>
    public void Dispose()
    {
        _metrics.Dispose();
        _running.ContinueWith(_ => LogThread.Start("kafka closing", producer.Dispose), TaskScheduler.Default);
    }

    private void Write(IReadOnlyList<SnapshotRecord> records, TimeSpan within)
    {
        producer.Begin();
        foreach (var record in records) producer.Add(partition, Encoding.UTF8.GetBytes(record.Key), record.Json.Span);
        producer.Commit(within, time);
    }
}
