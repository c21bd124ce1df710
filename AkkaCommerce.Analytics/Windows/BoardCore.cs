using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Analytics.Windows;

/// <summary>
/// Merges shards into panes and panes into windows. Takes an entry only if it names the last one it took of that shard. Not thread-safe; the parts
/// that it hands out are.
/// </summary>
public sealed class BoardCore
{
    /// <summary>Names kept before those that nothing speaks of are forgotten.</summary>
    private const int FewNames = 1 << 16;

    private readonly PaneGrid _grid;
    private readonly ShardBook[] _shards;
    private readonly PaneQueue<PaneTotals> _panes = new();
    private readonly KeptPaneCodec _kept = new();
    private readonly PaneSum _sum;
    private readonly Dictionary<long, (long Late, long Dead)> _counts = [];
    private NameTable _names = new();
    private int _namesKept;
    private long _final;
    private long _merged;

    /// <param name="received">As it stands in the database.</param>
    /// <param name="lastPanes">The rows of `windows` from <see cref="FirstPaneNeeded"/> on.</param>
    /// <param name="counts">What the entries up to those used counted, of the panes from <see cref="FirstPaneNeeded"/> on.</param>
    public BoardCore(int shards, AnalysisOptions options, Received received, IReadOnlyList<KeptPane> lastPanes, IReadOnlyList<PaneCount> counts)
    {
        (_grid, Received, _sum) = (PaneGrid.Of(options), received, new PaneSum(_names));
        _merged = _final = received.Pane ?? -1;
        _shards = [.. Enumerable.Range(0, shards).Select(shard => new ShardBook(received.Used[shard], _final + 1))];
        foreach (var pane in lastPanes)
            if (pane.Read(_names) is { IsEmpty: false } totals) _panes.Add(pane.Pane, totals);
        foreach (var count in counts) Count(count);
    }

    /// <summary>A new board needs the rows of `windows`, and the counts, whose pane is at least this.</summary>
    public static long FirstPaneNeeded(Received received, AnalysisOptions options) =>
        received.Pane is { } pane ? pane - options.WindowPanes + 1 : 0;

    public Received Received { get; private set; }

    /// <summary>The last entry of a shard that was taken: the next must name it.</summary>
    public EntryName LastTaken(int shard) => _shards[shard].LastTaken;

    /// <summary>Takes an entry if it is the next; else nothing happens.</summary>
    public bool Take(AnalystEntry entry)
    {
        if (!_shards[entry.Shard].Take(entry, _names)) return false;
        ForgetNames();
        return true;
    }

    /// <summary>
    /// Whether an entry follows one that was never taken. Some were lost on their way, and come again; or another board has used them, and they are
    /// trimmed: then `received`, read anew, has another value, and this board must go, for it would wait for them in vain.
    /// </summary>
    public bool MissesEntries => Array.Exists(_shards, shard => shard.MissesEntries);

    /// <summary>Up to where a shard has closed, of what was taken.</summary>
    public Timestamp ClosedThrough(int shard) => _shards[shard].Closed > 0 ? new Timestamp(_grid.Start(_shards[shard].Closed)) : Timestamp.Min;

    /// <summary>The greatest closed-through of the shards but this one.</summary>
    public Timestamp OthersClosedThrough(int shard)
    {
        var greatest = Timestamp.Min;
        for (var other = 0; other < _shards.Length; other++)
            if (other != shard) greatest = Timestamp.Later(greatest, ClosedThrough(other));
        return greatest;
    }

    /// <summary>
    /// The windows that every shard has closed, oldest first; null: none. One at a time: the next after <see cref="Written"/>.
    /// </summary>
    /// <param name="most">Windows at once.</param>
    public FinalBatch? TryFinalize(int most)
    {
        var through = _shards.Min(shard => shard.Closed) - 1;
        if (through <= _final) return null;
        var ready = new List<ReadyWindow>();
        while (FirstClose() is { } pane && pane <= through)
        {
            Merge(pane, ready);
            if (--most == 0) through = pane;
        }
        _merged = through;
        foreach (var shard in _shards) CountThrough(through, shard);
        return new FinalBatch(ready, Received, new Received(Received.Version + 1, through, [.. _shards.Select(shard => shard.UsedThrough(through))]));
    }

    /// <summary>The batch's transaction is committed. (Refused, another value stood there: another board; this one must go.)</summary>
    public void Written(FinalBatch batch)
    {
        Received = batch.To;
        _final = batch.To.Pane!.Value;
        for (var shard = 0; shard < _shards.Length; shard++) _shards[shard].Written(batch.To.Used[shard]);
        _panes.RemoveThrough(_final - _grid.Window);
        foreach (var pane in _counts.Keys.Where(pane => pane <= _final - _grid.Window).ToArray()) _counts.Remove(pane);
    }

    /// <summary>Takes a shard's picture of its open panes.</summary>
    public void TakeLive(LivePartial partial) => _shards[partial.Shard].Take(partial, _names);

    /// <summary>The live window's parts as of all that was taken; null: nothing newer than what is final.</summary>
    public WindowParts? Live()
    {
        if (_shards.Max(shard => shard.LivePane) is not { } window || window <= _merged) return null;
        var from = window - _grid.Window + 1;
        var panes = new List<PaneTotals>();
        panes.AddRange(_panes.Between(from, window));
        DistinctUsers distinct = default;
        foreach (var shard in _shards)
        {
            foreach (ref readonly var close in shard.Closes.Between(from, window)) panes.Add(close.Totals);
            panes.AddRange(shard.Open.Between(from, window));
            if (shard.Closes.TryGet(window, out var closed)) distinct += closed.Distinct;
            else if (shard.OpenDistinct.TryGet(window, out var open)) distinct += open;
        }
        var (late, dead) = Rejected(window);
        return new WindowParts(window, false, panes, _names, distinct, late, dead);
    }

    /// <summary>The oldest pane that some shard closed and that is not merged; null: none.</summary>
    private long? FirstClose()
    {
        long? first = null;
        foreach (var shard in _shards)
            if (shard.Closes.Count > 0 && !(first <= shard.Closes.Panes[0])) first = shard.Closes.Panes[0];
        return first;
    }

    private void Merge(long pane, List<ReadyWindow> ready)
    {
        _sum.Begin(_names);
        DistinctUsers distinct = default;
        foreach (var shard in _shards)
        {
            if (shard.Closes.TryTake(pane, out var close))
            {
                _sum.Add(close.Totals);
                distinct += close.Distinct;
            }
            CountThrough(pane, shard);
        }
        var totals = _sum.ToTotals();
        if (!totals.IsEmpty) _panes.Add(pane, totals);
        var panes = _panes.Between(pane - _grid.Window + 1, pane).ToArray();
        if (panes.Length == 0) return;
        var (late, dead) = Rejected(pane);
        ready.Add(new ReadyWindow(new WindowParts(pane, true, panes, _names, distinct, late, dead), _kept.Write(totals, _names)));
    }

    private void CountThrough(long pane, ShardBook shard)
    {
        while (shard.NextCounts(pane) is { } counts)
            for (var i = 0; i < counts.Count; i++) Count(counts[i]);
    }

    private void Count(PaneCount count)
    {
        if (count.Pane is not { } pane) return;
        var sum = _counts.GetValueOrDefault(pane);
        _counts[pane] = (sum.Late + count.Late, sum.Dead + count.Dead);
    }

    private (long Late, long Dead) Rejected(long window)
    {
        (long Late, long Dead) sum = default;
        for (var pane = window - _grid.Window + 1; pane <= window; pane++)
            if (_counts.TryGetValue(pane, out var count)) sum = (sum.Late + count.Late, sum.Dead + count.Dead);
        return sum;
    }

    /// <summary>A flood of made-up names passes; nothing handed out is touched, it keeps the old table.</summary>
    private void ForgetNames()
    {
        if (_names.Count < FewNames || _names.Count < 2 * _namesKept) return;
        var names = new NameTable();
        foreach (ref var totals in _panes.Items) totals = totals.In(_names, names);
        foreach (var shard in _shards) shard.Rename(_names, names);
        (_names, _namesKept) = (names, names.Count);
    }
}
