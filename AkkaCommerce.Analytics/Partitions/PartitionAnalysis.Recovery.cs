using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;

namespace AkkaCommerce.Analytics.Partitions;

/// <summary>Recovery: the newest entry's chain, where to read from, and how a record read again is judged.</summary>
public sealed partial class PartitionAnalysis
{
    private readonly List<AnalystEntry> _kept = [];
    private PaneClose[] _closes = [];
    private readonly int[] _closeAt = new int[Analysed];

    /// <summary>What the newest entry counts, folded again, ends here; from here on all is new.</summary>
    private Positions _newFrom;

    /// <summary>What the newest entry counts begins here.</summary>
    private Positions _againFrom;
    private long _openAtAgainFrom;

    /// <summary>The last pane of this shard that held something and was closed; -1: none.</summary>
    private long _lastFull = -1;

    /// <summary>Where to read the log from.</summary>
    public Positions ReadFrom { get; private set; }

    /// <summary>Whether records before the newest entry's positions are still to be folded again.</summary>
    public bool IsReplaying
    {
        get
        {
            if (!_replaying) return false;
            for (var k = 0; k < Analysed; k++)
                if (_buffers[k].Position < _newFrom[k])
                    return true;
            _replaying = false;
            return false;
        }
    }

    /// <summary>Up to where records are folded, also by those before: what is folded again while it recovers is no lag.</summary>
    public Positions FoldedThrough
    {
        get
        {
            var positions = Positions;
            for (var k = 0; k < Analysed; k++) positions[k] = Math.Max(positions[k], _newFrom[k]);
            return positions;
        }
    }

    /// <summary>
    /// Takes up where the newest entry's chain stands: called once, first. Rows that are not in the chain of names back from the newest are ignored.
    /// </summary>
    /// <param name="rows">All rows of the journal, in order of their numbers.</param>
    /// <param name="run">The simulation's run record, read after the rows; null: none.</param>
    /// <exception cref="RecordsNotHeldException">The journal is trimmed further than recovery needs.</exception>
    public void Recover(IReadOnlyList<JournalRow> rows, SimulationRun? run)
    {
        if (_recovered) throw new InvalidOperationException("Recovered already.");
        _recovered = true;
        _kept.AddRange(Chain(rows));
        var newest = _kept.Count > 0 ? _kept[^1] : null;
        _closes = [.. _kept.SelectMany(entry => entry.Closes)];
        var last = _closes.Length > 0 ? _closes[^1] : null;
        var start = newest is null ? default : _kept[0].Before == EntryName.None ? _kept[0].CountedFrom : default;

        (_name, _before) = (newest?.Name.Number ?? 0, newest?.Name ?? EntryName.None);
        if ((_mutation & AnalysisMutation.NoChain) != 0 && rows.Count > 0) _name = rows[^1].Number;
        _open = last is null ? 0 : last.Pane + 1;
        _newFrom = newest?.Positions ?? start;
        if ((_mutation & AnalysisMutation.PositionsOfLastClose) != 0 && newest is { Closes.Count: > 0 }) _newFrom = newest.Closes[^1].Positions;
        _againFrom = newest?.CountedFrom ?? start;
        _openAtAgainFrom = newest?.OpenAtCountedFrom ?? 0;
        if (newest is not null) _rejects.Recover(newest.BodiesBefore);

        ConfirmedOpen = _open;
        var foundation = BaseEntry()?.Close;
        if (newest is not null && foundation is null && _kept[0].Before != EntryName.None)
            throw new RecordsNotHeldException($"Shard {Shard}'s journal no longer holds what recovery needs: it begins with entry {_kept[0].Name}.");
        var from = foundation?.Positions ?? start;
        ReadFrom = newest is null || (_mutation & AnalysisMutation.NoRowsAgain) != 0 ? from : Positions.Earlier(from, _againFrom);
        if ((_mutation & AnalysisMutation.FoldedAgain) != 0) _newFrom = ReadFrom;
        for (var k = 0; k < Analysed; k++) _buffers[k].StartAt(ReadFrom[k]);

        _greatestPane = foundation?.GreatestPane ?? -1;
        foreach (var close in _closes)
            if (close.HasEvents)
                _lastFull = close.Pane;
        var progress = last is null || (_mutation & AnalysisMutation.NoProgressInClose) != 0 ? Timestamp.Min : last.Progress;
        if (newest is not null && (_mutation & AnalysisMutation.NoProgressInClose) == 0) progress = Timestamp.Later(progress, newest.Progress);
        _sources.Recover(_grid.Start(_open), progress == Timestamp.Min ? SourceClock.Never : progress.Milliseconds, last?.GreatestPane ?? -1);
        _audience = NewAudience();
        BeginEntry();
        Hear(run);
        if ((_mutation & AnalysisMutation.NoClaim) != 0) _claimed = true;
    }

    /// <summary>
    /// Goes on from later positions, where the log holds no more of what recovery needs: windows that end up to a window's length after
    /// <see cref="ClosedThrough"/> are not to be trusted. Of an empty journal it says where the log begins. Before the first batch and entry.
    /// </summary>
    public void SkipGap(in Positions starts)
    {
        for (var k = 0; k < Analysed; k++)
        {
            if (starts[k] <= ReadFrom[k]) continue;
            var from = ReadFrom;
            from[k] = starts[k];
            ReadFrom = from;
            _buffers[k].StartAt(starts[k]);
            if (_kept.Count > 0 && starts[k] <= _newFrom[k]) continue;
            _newFrom[k] = starts[k];
            if (_kept.Count == 0) _againFrom[k] = starts[k];
        }
        BeginEntry();
    }

    private IEnumerable<AnalystEntry> Chain(IReadOnlyList<JournalRow> rows)
    {
        if ((_mutation & AnalysisMutation.NoChain) != 0) return rows.Select(row => row.Entry);
        var chain = new List<AnalystEntry>();
        for (var i = rows.Count - 1; i >= 0; i--)
            if (chain.Count == 0 || rows[i].Entry.Name == chain[^1].Before)
                chain.Add(rows[i].Entry);
        chain.Reverse();
        return chain;
    }

    /// <summary>Whether all panes can be folded again from this close on that open windows hold.</summary>
    /// <param name="lastPane">The last pane closed by a confirmed entry.</param>
    private bool IsBase(PaneClose close, long lastPane)
    {
        var back = _grid.Window - 2;
        if ((_mutation & AnalysisMutation.BaseOlder) != 0) back = _grid.Window;
        if ((_mutation & AnalysisMutation.BaseNewer) != 0) back = _grid.Window - 3;
        return close.GreatestPane < lastPane - back
            || (_mutation & AnalysisMutation.BaseByPane) != 0 && close.Pane < lastPane - back;
    }

    /// <summary>The first pane that was open when a record was first folded.</summary>
    private long OpenAt(int topic, long offset)
    {
        if (offset >= _newFrom[topic]) return _open;
        ref var at = ref _closeAt[topic];
        while (at < _closes.Length && _closes[at].Positions[topic] <= offset) at++;
        return at > 0 ? _closes[at - 1].Pane + 1 : offset >= _againFrom[topic] ? _openAtAgainFrom : 0;
    }

    /// <summary>Whether a topic waits at the positions of the next close to repeat (a rule that is none: see the mutation).</summary>
    private bool IsHeld(int topic)
    {
        foreach (var close in _closes)
            for (var k = 0; k < Analysed; k++)
                if (_buffers[k].Position < close.Positions[k])
                    return _buffers[topic].Position >= close.Positions[topic];
        return false;
    }
}
