using System.Buffers;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Benchmarks;

/// <summary>What a shard's writer would have committed, kept as the log keeps it, to be read any number of times.</summary>
internal sealed class RecordedShard
{
    public const int Shards = 8;

    /// <summary>The log's clock stands long after all of it.</summary>
    private static readonly Timestamp Appended = new(1_800_000_000_000);

    private readonly List<(Topic Topic, byte[] Bytes, int Count)> _parts = [];

    /// <param name="events">It ends with the step that holds the last of them.</param>
    /// <param name="relaid">Writes each event in another layout.</param>
    public RecordedShard(SimulationRun run, long events, bool relaid)
    {
        Run = run;
        new StraightShard(new Shop(run), 0, Shards).RunTo(Timestamp.Max, batch =>
        {
            Keep(batch, relaid);
            return Events < events;
        });
    }

    public SimulationRun Run { get; }

    public long Events { get; private set; }

    /// <summary>The batches in the order in which they were committed, progress behind what it covers.</summary>
    public IEnumerable<RecordBatch> Read()
    {
        Positions next = default;
        foreach (var (topic, bytes, count) in _parts)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(bytes.Length);
            bytes.CopyTo(buffer, 0);
            var from = next[topic];
            next[topic] += count;
            yield return new RecordBatch(0, topic, buffer, bytes.Length, count, from, next[topic], Appended);
        }
    }

    private void Keep(ShardBatch batch, bool relaid)
    {
        for (var topic = 0; topic < Topics.EventTopics; topic++)
        {
            if (batch.EventsOrNull((Topic)topic) is not { } records) continue;
            _parts.Add(((Topic)topic, relaid ? Relaid(records) : records.Bytes.ToArray(), records.Count));
            Events += records.Count;
        }
        using var progress = new PackedRecords();
        progress.Add("simulation"u8, ProgressCodec.Write(batch.Progress));
        _parts.Add((Topic.Progress, progress.Bytes.ToArray(), 1));
    }

    private static byte[] Relaid(PackedRecords records)
    {
        using var relaid = new PackedRecords();
        var buffer = ArrayPool<byte>.Shared.Rent(records.Length);
        records.Bytes.CopyTo(buffer);
        using var batch = new RecordBatch(0, Topic.PageViews, buffer, records.Length, records.Count, 0, records.Count, Appended);
        foreach (var record in batch) relaid.Add(record.Key, EventsBenchmark.Rearranged(record.Value));
        return relaid.Bytes.ToArray();
    }
}
