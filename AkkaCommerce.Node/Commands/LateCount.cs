using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Node.Hosting;
using AnalyticsOptions = AkkaCommerce.Analytics.Hosting.AnalyticsOptions;

namespace AkkaCommerce.Node.Commands;

/// <summary>
/// How many events of a replay come too late for an analysis. Where none runs now, those of panes that it had closed: nothing moves meanwhile. Where one
/// runs, what it has counted as late when it has folded all that was replayed.
/// </summary>
internal sealed class LateCount
{
    /// <summary>So long after the last event was written, an analysis without a lag has folded it and written down what it counted.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly ShopStores _stores;
    private readonly TimeProvider _time;
    private readonly long _before;
    private readonly bool _runs;

    private LateCount(ShopStores stores, TimeProvider time, IReadOnlyList<ShardStatus> shards)
    {
        (_stores, _time, _before) = (stores, time, stores.Rejected.Totals().Late);
        ClosedThrough = [.. Enumerable.Range(0, stores.LogRun.Shards).Select(shard => shards.FirstOrDefault(row => row.Shard == shard)?.ClosedThrough ?? Timestamp.Min)];
        _runs = shards.Any(row => row.IsFresh(Now));
    }

    /// <summary>By shard, up to where the analysis has closed.</summary>
    public IReadOnlyList<Timestamp> ClosedThrough { get; }

    /// <summary>Whether a process has the role: one that has just started has told nothing yet.</summary>
    private bool IsHeld => _stores.Folder.IsHeld(AnalyticsOptions.Role);

    private Timestamp Now => Timestamp.From(_time.GetUtcNow());

    /// <summary>Looks before anything is replayed.</summary>
    public static async Task<LateCount> BeginAsync(ShopStores stores, TimeProvider time, CancellationToken cancel) =>
        new(stores, time, await stores.Shards.ReadAsync(cancel));

    /// <param name="closed">Events of panes that were closed before.</param>
    public async Task<long> CountAsync(long closed, CancellationToken cancel)
    {
        var (ended, began) = (Now, _time.GetTimestamp());
        while ((_runs || IsHeld) && _time.GetElapsedTime(began) < Patience)
        {
            var shards = await _stores.Shards.ReadAsync(cancel);
            if (!shards.Any(row => row.IsFresh(Now)) && !IsHeld) break;
            if (shards.Count > 0 && shards.All(row => row.Updated >= ended + Settled && row.Lag == 0)) return Math.Max(closed, _stores.Rejected.Totals().Late - _before);
            await Task.Delay(Pause, _time, cancel);
        }
        return closed;
    }
}
