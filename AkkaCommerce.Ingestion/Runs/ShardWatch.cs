using System.Collections.Concurrent;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Ingestion.Runs;

/// <summary>
/// Which rows of <c>shards</c> are being written, for one who reads them again and again: by when they are seen to change, on the reader's own monotonic
/// clock, for the clocks of the nodes that write them may be seconds ahead of it or behind.
/// </summary>
public sealed class ShardWatch(TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<int, Sight> _sights = new();

    /// <summary>Takes rows just read. The first sight of one says nothing: it may have been written long ago.</summary>
    public void See(IEnumerable<ShardStatus> rows)
    {
        var now = time.GetTimestamp();
        foreach (var row in rows)
            _sights.AddOrUpdate(row.Shard, new Sight(row.Updated, null), (_, known) => known.Updated == row.Updated ? known : new Sight(row.Updated, now));
    }

    /// <summary>How long ago a shard's row was seen to change; null: never.</summary>
    public TimeSpan? Age(int shard) => _sights.TryGetValue(shard, out var sight) && sight.Changed is { } at ? time.GetElapsedTime(at) : null;

    /// <summary>Whether an analysis lives that writes a shard's row: it was seen to change within the last 5 s.</summary>
    public bool IsFresh(int shard) => Age(shard) <= Fresh;

    private readonly record struct Sight(Timestamp Updated, long? Changed);
}
