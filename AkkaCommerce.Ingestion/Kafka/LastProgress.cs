using System.Text;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Ingestion.Kafka;

/// <summary>
/// Finds a source's last committed progress in a shard, after its writer was opened: up to the end as asked then, which counts what is not committed,
/// for another producer's open transaction may hide ours behind it.
/// </summary>
internal sealed class LastProgress(KafkaConnection kafka, KafkaBounds bounds)
{
    /// <summary>How far back it is looked for before all is read.</summary>
    private const long Near = 2000;

    /// <summary>Beyond the time of another's open transaction.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(70);

    /// <summary>Blocks; null: the source never wrote to this shard.</summary>
    /// <exception cref="StoreRefusedException">There is none beside records of the source: it was removed.</exception>
    /// <exception cref="LogUnavailableException">Kafka is away, or another's transaction is not ended.</exception>
    public Progress? Find(int shard, string source, CancellationToken cancel)
    {
        var ends = bounds.Ends.OfAsync(shard, cancel).AsTask().GetAwaiter().GetResult();
        var starts = bounds.Starts.OfAsync(shard, cancel).AsTask().GetAwaiter().GetResult();
        var key = Encoding.UTF8.GetBytes(source);
        var (start, end) = (starts[Topic.Progress], ends[Topic.Progress]);
        var near = Math.Max(start, end - Near);
        var last = Last(Topic.Progress, shard, key, near, end, cancel);
        if (last is null && near > start) last = Last(Topic.Progress, shard, key, start, end, cancel);
        if (last is not null) return ProgressCodec.Read(last);
        if (Last(Topic.Truth, shard, key, starts[Topic.Truth], ends[Topic.Truth], cancel) is not null)
            throw new StoreRefusedException(
                $"{kafka.Names.Of(Topic.Truth)} at {kafka.Servers} holds records of {source} for shard {shard}, and {kafka.Names.Of(Topic.Progress)} does not say how far they go: it was emptied, and nothing can go on there");
        return null;
    }

    private byte[]? Last(Topic topic, int shard, byte[] key, long from, long end, CancellationToken cancel)
    {
        byte[]? last = null;
        PartitionTail.Read(kafka, kafka.Names.Of(topic), shard, from, end, (found, value) =>
        {
            if (found.SequenceEqual(key)) last = value.ToArray();
        }, Patience, cancel);
        return last;
    }
}
