using System.Collections.Concurrent;

namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>
/// Buffers at rest: a few of each thread's own, and blocks of them that threads hand over to one another (shoppers rent on one thread, their
/// writer gives back on another). Bounded by their bytes; what does not fit is left to the collector.
/// </summary>
internal static class EventBufferPool
{
    private const int Block = 64;

    /// <summary>More than wait in the mailboxes of some shards for their steps.</summary>
    private const int MostBytes = 32 << 20;

    private static readonly ConcurrentStack<EventBuffer[]> Blocks = new(), Empty = new();
    private static int bytes;

    [ThreadStatic] private static EventBuffer[]? own;
    [ThreadStatic] private static int count;

    public static EventBuffer? Take()
    {
        if (count > 0) return own![--count];
        if (!Blocks.TryPop(out var block)) return null;
        Interlocked.Add(ref bytes, -BytesOf(block));
        if (own is not null) Empty.Push(own);
        own = block;
        count = Block;
        return own[--count];
    }

    public static void Give(EventBuffer buffer)
    {
        own ??= new EventBuffer[Block];
        if (count == Block)
        {
            if (Volatile.Read(ref bytes) >= MostBytes) return;
            Interlocked.Add(ref bytes, BytesOf(own));
            Blocks.Push(own);
            (own, count) = (Empty.TryPop(out var empty) ? empty : new EventBuffer[Block], 0);
        }
        own[count++] = buffer;
    }

    private static int BytesOf(EventBuffer[] block)
    {
        var sum = 0;
        foreach (var buffer in block) sum += buffer.Capacity;
        return sum;
    }
}
