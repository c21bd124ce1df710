using System.Collections.Concurrent;

namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>
/// Buffers at rest: a few of each thread's own, and blocks of them that threads hand over to one another (shoppers rent on one thread, their
/// writer gives back on another). Bounded; what does not fit is left to the collector.
/// </summary>
internal static class EventBufferPool
{
    private const int Block = 64;
    private const int MaxBlocks = 512;

    private static readonly ConcurrentStack<EventBuffer[]> Blocks = new(), Empty = new();
    private static int blocks;

    [ThreadStatic] private static EventBuffer[]? own;
    [ThreadStatic] private static int count;

    public static EventBuffer? Take()
    {
        if (count > 0) return own![--count];
        if (!Blocks.TryPop(out var block)) return null;
        Interlocked.Decrement(ref blocks);
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
            if (Volatile.Read(ref blocks) >= MaxBlocks) return;
            Interlocked.Increment(ref blocks);
            Blocks.Push(own);
            (own, count) = (Empty.TryPop(out var empty) ? empty : new EventBuffer[Block], 0);
        }
        own[count++] = buffer;
    }
}
