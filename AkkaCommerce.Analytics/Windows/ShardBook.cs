using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Partitions;

namespace AkkaCommerce.Analytics.Windows;

/// <summary>What the board has of one shard: entries taken and not yet used up, their closes, and the picture of what is open.</summary>
internal sealed class ShardBook
{
    private readonly Queue<Taken> _notUsed = new();
    private readonly Queue<Taken> _notCounted = new();
    private long _countedThrough;

    public ShardBook(EntryName used, long closed) => (LastTaken, Used, Closed, _countedThrough) = (used, used, closed, closed - 1);

    /// <summary>The last entry taken.</summary>
    public EntryName LastTaken { get; private set; }

    /// <summary>The last entry all of whose closes are used.</summary>
    public EntryName Used { get; private set; }

    /// <summary>The first pane that is not closed, of what was taken.</summary>
    public long Closed { get; private set; }

    /// <summary>Closes not yet used, by pane.</summary>
    public PaneQueue<(PaneTotals Totals, DistinctUsers Distinct)> Closes { get; } = new();

    /// <summary>Panes that were open when last told, and not closed since.</summary>
    public PaneQueue<PaneTotals> Open { get; private set; } = new();

    /// <summary>Distinct users of windows that were open when last told, and not closed since.</summary>
    public PaneQueue<DistinctUsers> OpenDistinct { get; private set; } = new();

    public long? LivePane { get; private set; }

    /// <summary>Whether the newest entry offered follows one that was never taken.</summary>
    public bool MissesEntries { get; private set; }

    public bool Take(AnalystEntry entry, NameTable names)
    {
        MissesEntries = entry.Before != LastTaken && entry.Before.Number > LastTaken.Number;
        if (entry.Before != LastTaken) return false;
        var totals = entry.ReadTotals(names);
        for (var i = 0; i < totals.Length; i++)
        {
            var close = entry.Closes[i];
            if (close.Pane < Closed) continue;
            Closes.Add(close.Pane, (totals[i], close.Distinct));
            Closed = close.Pane + 1;
        }
        LastTaken = entry.Name;
        var taken = new Taken(entry.Name, entry.LastPane, entry.IsClaim ? [] : entry.Counts);
        _notUsed.Enqueue(taken);
        _notCounted.Enqueue(taken);
        Open.RemoveThrough(Closed - 1);
        OpenDistinct.RemoveThrough(Closed - 1);
        return true;
    }

    /// <summary>What the next entry counts, of those up to the one that closes a pane, each once; null: no more.</summary>
    public IReadOnlyList<PaneCount>? NextCounts(long pane)
    {
        if (_countedThrough >= pane || !_notCounted.TryDequeue(out var taken)) return null;
        _countedThrough = taken.LastPane ?? _countedThrough;
        return taken.Counts;
    }

    /// <summary>The last entry whose closes all lie within windows through a pane.</summary>
    public EntryName UsedThrough(long pane)
    {
        var used = Used;
        foreach (var taken in _notUsed)
        {
            if (taken.LastPane > pane) break;
            used = taken.Name;
        }
        return used;
    }

    /// <summary>Windows through a pane are written.</summary>
    public void Written(EntryName used)
    {
        while (Used != used && _notUsed.TryDequeue(out var taken)) Used = taken.Name;
    }

    /// <summary>Takes a picture. What it no longer calls open, and is not told as closed yet, stays as it was.</summary>
    public void Take(LivePartial picture, NameTable names)
    {
        var (open, distinct) = (new PaneQueue<PaneTotals>(), new PaneQueue<DistinctUsers>());
        Keep(Open, open, picture.OpenFrom);
        Keep(OpenDistinct, distinct, picture.OpenFrom);
        var read = picture.ReadTotals(names);
        for (var i = 0; i < read.Length; i++) Keep(open, picture.Panes[i], read[i]);
        foreach (var (window, users) in picture.Distinct) Keep(distinct, window, users);
        (Open, OpenDistinct, LivePane) = (open, distinct, picture.LivePane);
    }

    /// <summary>Speaks of the same with names of another table.</summary>
    public void Rename(NameTable from, NameTable to)
    {
        foreach (ref var close in Closes.Items) close.Totals = close.Totals.In(from, to);
        foreach (ref var totals in Open.Items) totals = totals.In(from, to);
    }

    private void Keep<T>(PaneQueue<T> from, PaneQueue<T> to, long before)
    {
        for (var i = 0; i < from.Count && from.Panes[i] < before; i++) Keep(to, from.Panes[i], from.Items[i]);
    }

    private void Keep<T>(PaneQueue<T> open, long pane, T item)
    {
        if (pane >= Closed) open.Add(pane, item);
    }

    private sealed record Taken(EntryName Name, long? LastPane, IReadOnlyList<PaneCount> Counts);
}
