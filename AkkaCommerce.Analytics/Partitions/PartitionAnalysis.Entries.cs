using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Analytics.Partitions;

/// <summary>Entries: composed, in flight, confirmed, their rows written, told, trimmed; in this order.</summary>
public sealed partial class PartitionAnalysis
{
    private readonly ByteWriter _entryBytes = new();
    private long _name, _used;
    private EntryName _before;
    private bool _claimed;
    private bool _rowsAgain;
    private AnalystEntry? _inFlight;
    private List<RejectedRecord> _inFlightRecords = [];
    private EntryRows? _rows;
    private Positions _entryFrom;
    private long _openAtEntryFrom;
    private TimeSpan _emptyAt = TimeSpan.MinValue;

    private long ConfirmedOpen { get; set; }

    /// <summary>The newest confirmed entry.</summary>
    public EntryName Newest => _before;

    /// <summary>The simulation's progress folded; <see cref="Timestamp.Min"/>: none.</summary>
    public Timestamp Progress => _sources.Progress == SourceClock.Never ? Timestamp.Min : new Timestamp(_sources.Progress);

    /// <summary>Whether all at hand is folded, closed, persisted, confirmed, and its rows written.</summary>
    public bool IsSettled =>
        _claimed && _rowsAgain && _inFlight is null && _rows is null && _gathered.Count == 0 && !_rejects.HasCounts && Array.TrueForAll(_buffers, buffer => buffer.IsEmpty);

    /// <summary>Where a recovery would read from now: retention keeps it.</summary>
    public Positions NeededFrom
    {
        get
        {
            if (_kept.Count == 0) return ReadFrom;
            var from = BaseEntry()?.Close.Positions ?? (_kept[0].Before == EntryName.None ? _kept[0].CountedFrom : Positions.Start);
            return Positions.Earlier(from, _kept[^1].CountedFrom);
        }
    }

    /// <summary>
    /// The next entry to persist, or null: nothing to say, one is in flight or its rows are not written, or recovery is not done. The first is
    /// "claimed". Its name's number is the journal's next.
    /// </summary>
    public AnalystEntry? TryCompose(TimeSpan now)
    {
        if (!_recovered || _inFlight is not null) return null;
        if (!_claimed) return _inFlight = Claim();
        if (IsReplaying || RowsToWrite is not null || !_rowsAgain) return null;
        if (_gathered.Count == 0)
        {
            var soon = _emptyAt != TimeSpan.MinValue && now - _emptyAt < _options.BetweenEmptyEntries;
            if (!_rejects.HasCounts || (soon && !_rejects.IsFull)) return null;
            _emptyAt = now;
        }
        var (counts, records, bodies) = _rejects.Compose();
        var entry = new AnalystEntry
        {
            Shard = Shard,
            Name = new EntryName(_name + 1, _incarnation),
            Before = _before,
            CountedFrom = _entryFrom,
            OpenAtCountedFrom = _openAtEntryFrom,
            Positions = Positions,
            Progress = Progress,
            Counts = counts,
            BodiesBefore = bodies,
        };
        var bytes = EntryCodec.Write(entry, _entryBytes, _closeNames, _panes.Names, _gathered.Count, _closeBytes.Written);
        (_inFlight, _inFlightRecords) = (AnalystEntry.Read(bytes), records);
        BeginEntry(entry.Positions);
        _panes.ForgetNames();
        if ((_mutation & AnalysisMutation.ToldUnconfirmed) != 0) _kept.Add(_inFlight);
        return _inFlight;
    }

    /// <summary>The entry in flight is in the journal, and no greater number is, asked afterwards.</summary>
    public void Confirmed()
    {
        var entry = _inFlight ?? throw new InvalidOperationException("No entry is in flight.");
        _inFlight = null;
        if (entry.IsClaim || (_mutation & AnalysisMutation.ToldUnconfirmed) == 0) _kept.Add(entry);
        (_name, _before) = (entry.Name.Number, entry.Name);
        if (entry.LastPane is { } pane) ConfirmedOpen = pane + 1;
        if (entry.IsClaim)
        {
            _claimed = true;
            return;
        }
        if (entry.Counts.Count > 0 || _inFlightRecords.Count > 0) _rows = new EntryRows(Shard, [new EntryCounts(entry.Name, entry.Counts)], _inFlightRecords);
        _inFlightRecords = [];
    }

    /// <summary>What must be written now, in one transaction; null: nothing.</summary>
    public EntryRows? RowsToWrite
    {
        get
        {
            if (_rows is not null || _rowsAgain || !_claimed || IsReplaying) return _rows;
            var counts = _kept.Where(entry => entry.Counts.Count > 0).Select(entry => new EntryCounts(entry.Name, entry.Counts)).ToArray();
            var records = _rejects.TakeAgain();
            if (counts.Length > 0 || records.Count > 0) _rows = new EntryRows(Shard, counts, records);
            else _rowsAgain = true;
            return _rows;
        }
    }

    /// <summary><see cref="RowsToWrite"/> is written.</summary>
    public void RowsWritten() => (_rows, _rowsAgain) = (null, true);

    /// <summary>
    /// The confirmed entries, in order, that follow the last one the board took, as far as their rows are written; all that are kept where it took
    /// another chain's.
    /// </summary>
    public IReadOnlyList<AnalystEntry> EntriesAfter(EntryName lastTaken)
    {
        if (!_rowsAgain) return [];
        var first = _kept.FindLastIndex(entry => entry.Name == lastTaken) + 1;
        var count = _kept.Count - first - (_rows is null ? 0 : 1);
        return count > 0 ? _kept.GetRange(first, count) : [];
    }

    /// <summary>
    /// Whether the board has so much of this shard still to use that no more is to be read. Other shards go on: what the board lacks of them is no affair of
    /// this one.
    /// </summary>
    public bool IsFarAhead
    {
        get
        {
            if (IsReplaying) return false;
            var (closes, bytes) = (0, 0);
            for (var i = _kept.Count - 1; i >= 0 && _kept[i].Name.Number > _used; i--) (closes, bytes) = (closes + _kept[i].Closes.Count, bytes + _kept[i].Bytes.Length);
            return closes >= _options.ClosesAhead || bytes >= _options.BytesAhead;
        }
    }

    /// <summary>
    /// Hears what is written, and says what the journal need not hold any more: neither recovery nor the board needs entries below the answer. Drops them here too.
    /// </summary>
    /// <param name="received">The last entry of this shard in the board's durable `received`.</param>
    /// <returns>Numbers below it may be deleted; 0: none.</returns>
    public long TrimBelow(EntryName received)
    {
        _used = received.Number;
        if (!_rowsAgain || _rows is not null || BaseEntry() is not { } found) return 0;
        var below = Math.Min(found.Entry.Name.Number, received.Number + 1);
        if ((_mutation & AnalysisMutation.TrimAheadOfReceived) != 0) below = found.Entry.Name.Number;
        if ((_mutation & AnalysisMutation.TrimAheadOfBase) != 0) below = received.Number + 1;
        return _kept.RemoveAll(entry => entry.Name.Number < below) > 0 ? below : 0;
    }

    private AnalystEntry Claim()
    {
        var newest = _kept.Count > 0 ? _kept[^1] : null;
        var claim = new AnalystEntry
        {
            Shard = Shard,
            Name = new EntryName(_name + 1, _incarnation),
            Before = _before,
            IsClaim = true,
            Positions = _newFrom,
            CountedFrom = newest?.CountedFrom ?? _newFrom,
            OpenAtCountedFrom = newest?.OpenAtCountedFrom ?? _open,
            Progress = newest?.Progress ?? Timestamp.Min,
            BodiesBefore = newest?.BodiesBefore ?? [],
        };
        return AnalystEntry.Read(EntryCodec.Write(claim, _entryBytes, new TotalsCodec(), _panes.Names, 0, []));
    }

    /// <summary>
    /// The newest kept close that recovery could read from, and its entry. What was folded only grows from close to close: an entry whose first will not do has
    /// none that does.
    /// </summary>
    private (AnalystEntry Entry, PaneClose Close)? BaseEntry()
    {
        if (ConfirmedOpen == 0) return null;
        for (var i = _kept.Count - 1; i >= 0; i--)
        {
            var closes = _kept[i].Closes;
            if (closes.Count == 0 || !IsBase(closes[0], ConfirmedOpen - 1)) continue;
            var j = closes.Count - 1;
            while (!IsBase(closes[j], ConfirmedOpen - 1)) j--;
            return (_kept[i], closes[j]);
        }
        return null;
    }

    private void BeginEntry() => BeginEntry(_newFrom);

    private void BeginEntry(in Positions from)
    {
        (_entryFrom, _openAtEntryFrom) = (from, _open);
        _gathered.Clear();
        _closeBytes.Clear();
        _closeNames.Clear();
        _lastGathered = (_open, from, 0);
    }
}
