namespace AkkaCommerce.Ingestion.Log;

/// <summary>Counts, by topic, the batches a reader holds and has not disposed.</summary>
internal sealed class HeldBatches
{
    private readonly int[] _held = new int[Topics.Count];

    public HeldBatches() => Released = batch => Interlocked.Decrement(ref _held[(int)batch.Topic]);

    /// <summary>For the batches given out.</summary>
    public Action<RecordBatch> Released { get; }

    public void Given(Topic topic) => Interlocked.Increment(ref _held[(int)topic]);

    /// <summary>
    /// The topic to read from: one of which nothing is held goes first, then the oldest append time, then the lower number.
    /// <paramref name="next"/>: by topic the append time of what could be read, <see cref="long.MaxValue"/> where nothing can.
    /// </summary>
    public int Choose(ReadOnlySpan<long> next)
    {
        var chosen = -1;
        var chosenHeld = true;
        for (var topic = 0; topic < next.Length; topic++)
        {
            if (next[topic] == long.MaxValue) continue;
            var held = Volatile.Read(ref _held[topic]) > 0;
            if (chosen >= 0 && (held, next[topic]).CompareTo((chosenHeld, next[chosen])) >= 0) continue;
            (chosen, chosenHeld) = (topic, held);
        }
        return chosen;
    }
}
