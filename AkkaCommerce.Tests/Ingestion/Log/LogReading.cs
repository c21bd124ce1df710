using Akka.Streams;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Tests.Ingestion.Log;

/// <summary>A reader under a test's hand: pulls a batch when asked to.</summary>
internal sealed class LogReading(ISinkQueue<RecordBatch> queue)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public Positions Positions { get; private set; }

    public async Task<RecordBatch> Next()
    {
        var pulled = await queue.PullAsync().WaitAsync(Patience);
        var batch = pulled.Value;
        var positions = Positions;
        positions[batch.Topic] = batch.NextPosition;
        Positions = positions;
        return batch;
    }

    /// <summary>Reads until so many records have come; none is held.</summary>
    public async Task<List<Seen>> Records(int count)
    {
        var seen = new List<Seen>();
        while (seen.Count < count) seen.AddRange(await Batch());
        return seen;
    }

    /// <summary>The records of the next batch, which is not held.</summary>
    public async Task<List<Seen>> Batch()
    {
        using var batch = await Next();
        var seen = new List<Seen>();
        foreach (var record in batch)
            seen.Add(new Seen(batch.Topic, record.Offset, record.AppendTime.Milliseconds, LogText.Read(record.Key), LogText.Read(record.Value)));
        return seen;
    }
}

internal sealed record Seen(Topic Topic, long Offset, long AppendTime, string Key, string Value);
