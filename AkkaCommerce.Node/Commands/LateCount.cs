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
    /// <summary>
    /// What is seen of an analysis without a lag so long after the last event was written counts that too: it has folded it, counted it and written how far
    /// it is, each within a second.
    /// </summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(3);

    /// <summary>Within so long an analysis in another data folder, of which only its rows tell, has written some: it does so each second.</summary>
    private static readonly TimeSpan FirstSight = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly ShopStores _stores;
    private readonly TimeProvider _time;
    private readonly ShardWatch _watch;
    private readonly long _began, _before;

    private LateCount(ShopStores stores, TimeProvider time, IReadOnlyList<ShardStatus> shards)
    {
        (_stores, _time, _watch) = (stores, time, new ShardWatch(time));
        (_began, _before) = (time.GetTimestamp(), stores.Rejected.Totals().Late);
        ClosedThrough = [.. Enumerable.Range(0, stores.LogRun.Shards).Select(shard => shards.FirstOrDefault(row => row.Shard == shard)?.ClosedThrough ?? Timestamp.Min)];
        _watch.See(shards);
    }

    /// <summary>By shard, up to where the analysis has closed.</summary>
    public IReadOnlyList<Timestamp> ClosedThrough { get; }

    /// <summary>Looks before anything is replayed.</summary>
    public static async Task<LateCount> BeginAsync(ShopStores stores, TimeProvider time, CancellationToken cancel) =>
        new(stores, time, await stores.Shards.ReadAsync(cancel));

    /// <param name="closed">Events of panes that were closed before.</param>
    public async Task<long> CountAsync(long closed, CancellationToken cancel)
    {
        var ended = _time.GetTimestamp();
        while (_time.GetElapsedTime(ended) < Patience)
        {
            var shards = await _stores.Shards.ReadAsync(cancel);
            _watch.See(shards);
            if (!MayRun(shards)) break;
            if (shards.Count > 0 && shards.All(row => row.Lag == 0 && _watch.Age(row.Shard) <= _time.GetElapsedTime(ended) - Settled))
                return Math.Max(closed, _stores.Rejected.Totals().Late - _before);
            await Task.Delay(Pause, _time, cancel);
        }
        return closed;
    }

    /// <summary>Who has the role in this data folder may just have started and told nothing yet; of others only rows tell.</summary>
    private bool MayRun(IReadOnlyList<ShardStatus> shards) =>
        _stores.Folder.IsHeld(AnalyticsOptions.Role)
        || shards.Any(row => _watch.IsFresh(row.Shard))
        || (_stores.Database.Dialect.IsServer && shards.Count > 0 && _time.GetElapsedTime(_began) < FirstSight);
}
