using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Analytics.Partitions;

/// <summary>Closing: as far as the sources let it, and as far as every topic is known to hold nothing more of the simulation.</summary>
public sealed partial class PartitionAnalysis
{
    private readonly List<PaneClose> _gathered = [];
    private readonly ByteWriter _closeBytes = new();
    private readonly TotalsCodec _closeNames = new();
    private (long Pane, Positions Positions, long Progress) _lastGathered;

    /// <summary>Closes what can be closed.</summary>
    /// <param name="now">Monotonic time.</param>
    /// <returns>Closes made.</returns>
    public int Close(TimeSpan now)
    {
        var milliseconds = (long)now.TotalMilliseconds;
        _sources.TakeEnds(milliseconds);
        if (IsReplaying && (_mutation & AnalysisMutation.EarlyClose) == 0)
        {
            HeldBackBy = "recovery";
            return 0;
        }
        ReadHeads();
        _sources.Move(_open, milliseconds);
        HeldBackBy = _sources.HeldBackBy;
        var through = _grid.PaneOf(_sources.Complete);
        if (_sources.Run is not null)
        {
            var evidence = _grid.PaneOf(_sources.Evidence(out var slowest));
            if (evidence < through) (through, HeldBackBy) = (evidence, ((Topic)slowest).Name());
        }
        var made = 0;
        while (_open < through)
        {
            if (_gathered.Count >= _options.MostGathered)
            {
                HeldBackBy = "journal";
                break;
            }
            if (HoldsSomething(_open))
            {
                Gather(_open);
                made++;
                OpenFrom(_open + 1);
                continue;
            }
            // Empty windows: to the next pane that holds something, or as far as may be; there the jump ends in a close that is kept.
            var next = Math.Min(through, _panes.First());
            if (next == through && (_mutation & AnalysisMutation.NoJumpClose) == 0)
            {
                Gather(next - 1);
                made++;
            }
            OpenFrom(next);
        }
        if (made > 0) _livelier = true;
        return made;
    }

    /// <summary>The end of the last pane closed; <see cref="Timestamp.Min"/> before the first.</summary>
    public Timestamp ClosedThrough => _open == 0 ? Timestamp.Min : new Timestamp(_grid.Start(_open));

    /// <summary>The end of the last pane closed by a confirmed entry; <see cref="Timestamp.Min"/> before the first.</summary>
    public Timestamp ConfirmedThrough => ConfirmedOpen == 0 ? Timestamp.Min : new Timestamp(_grid.Start(ConfirmedOpen));

    /// <summary>The time below which the sources say that everything is here; <see cref="Timestamp.Min"/>: nothing was said yet.</summary>
    public Timestamp CompleteThrough => _sources.Complete == 0 ? Timestamp.Min : new Timestamp(_sources.Complete);

    /// <summary>What holds closing back, for a person: `simulation`, `foreign`, `others`, a topic's name, `recovery`, `journal`, or `nothing`.</summary>
    public string HeldBackBy { get; private set; } = "recovery";

    /// <summary>Whether every pane that holds an event in this shard is closed.</summary>
    public bool AllEventsClosed => _panes.Count == 0;

    /// <summary>The end of the last window that holds an event of this shard and may become final; <see cref="Timestamp.Min"/>: none.</summary>
    public Timestamp LastWindowEnd => _sources.LastWindowEnd is var end && end == SourceClock.Never ? Timestamp.Min : new Timestamp(end);

    /// <summary>Open panes that hold something.</summary>
    internal int OpenPaneCount => _panes.Count;

    /// <summary>From the oldest open pane to the greatest folded.</summary>
    internal long OpenSpan => _greatestPane + 1 - _open;

    private bool HoldsSomething(long window) => _panes.Find(window) is not null || _lastFull >= 0 && _lastFull > window - _grid.Window;

    private void Gather(long pane)
    {
        var sum = _panes.Find(pane);
        var close = new PaneClose(
            pane, Positions, _greatestPane, _sources.Progress == SourceClock.Never ? Timestamp.Min : new Timestamp(_sources.Progress),
            HoldsSomething(pane) ? DistinctOf(pane) : default, sum is not null);
        var totalsAt = EntryCodec.WriteClose(_closeBytes, _lastGathered, close, sum, _closeNames);
        _gathered.Add(close with { TotalsAt = totalsAt });
        _lastGathered = (pane, close.Positions, close.Progress.Milliseconds);
        if (sum is null) return;
        _lastFull = pane;
        _panes.Remove(pane);
    }

    private DistinctUsers DistinctOf(long window)
    {
        _audience.OpenFrom(window);
        return _audience.Of(window);
    }

    private void OpenFrom(long pane)
    {
        _open = pane;
        _audience.OpenFrom(pane);
    }
}
