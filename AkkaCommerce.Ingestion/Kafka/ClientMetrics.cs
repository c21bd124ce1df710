using System.Text;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Ingestion.Kafka;

/// <summary>One client's part of the metrics: named by what it is and its shard, so that the next one of the name goes on with its sums.</summary>
internal sealed class ClientMetrics : IDisposable
{
    private readonly KeyValuePair<string, object?>[] _tags;
    private volatile ClientStatistics? _newest;

    private ClientMetrics(params KeyValuePair<string, object?>[] tags)
    {
        _tags = tags;
        KafkaMetrics.Add(this);
    }

    public static ClientMetrics OfWriter(int shard) => new(new("client", "writer"), new("shard", shard));

    public static ClientMetrics OfReader(int shard) => new(new("client", "reader"), new("shard", shard));

    public static ClientMetrics OfSnapshots() => new(new KeyValuePair<string, object?>("client", "snapshots"));

    public IEnumerable<KeyValuePair<string, object?>> Tags => _tags;

    /// <summary>What it told last; null: nothing yet.</summary>
    public ClientStatistics? Newest => _newest;

    public void Committed(TimeSpan took)
    {
        Ended("committed");
        KafkaMetrics.TransactionDuration.Record(took.TotalSeconds, _tags);
    }

    public void NotCommitted(bool isFenced) => Ended(isFenced ? "fenced" : "failed");

    public void Read(RecordBatch batch)
    {
        if (batch.Count > 0 && KafkaMetrics.RecordsRead.Enabled) KafkaMetrics.RecordsRead.Add(batch.Count, [.. _tags, new("topic", batch.Topic.Name())]);
    }

    /// <summary>Takes the library's statistics; it never throws, for it is called in the midst of other things.</summary>
    public void Take(ReadOnlySpan<byte> json)
    {
        if (ClientStatistics.ReadOrNull(json) is not { } now) return;
        var before = _newest ?? ClientStatistics.None;
        KafkaMetrics.BytesSent.Add(now.BytesSent - before.BytesSent, _tags);
        KafkaMetrics.BytesReceived.Add(now.BytesReceived - before.BytesReceived, _tags);
        KafkaMetrics.RecordsSent.Add(now.RecordsSent - before.RecordsSent, _tags);
        KafkaMetrics.RecordsReceived.Add(now.RecordsReceived - before.RecordsReceived, _tags);
        _newest = now;
    }

    /// <inheritdoc cref="Take(ReadOnlySpan{byte})"/>
    public void Take(string json) => Take(Encoding.UTF8.GetBytes(json));

    public void Dispose() => KafkaMetrics.Remove(this);

    private void Ended(string outcome) => KafkaMetrics.Transactions.Add(1, [.. _tags, new("outcome", outcome)]);
}
