using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using AkkaCommerce.Analytics.Audience;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Analytics.Partitions;

/// <summary>The fold: always the oldest at hand. This is the hot path.</summary>
public sealed partial class PartitionAnalysis
{
    private const int RunPrefix = 13;

    private Positions _goesOnTo;
    private long _cachedPane;
    private long _cachedFrom;
    private long _cachedTo;

    /// <summary>Records of the topics of events folded since it began; what a recovery folds again was counted by who folded it first.</summary>
    public long FoldedEvents { get; private set; }

    /// <summary>Records that are not waited for: they may be marks of a transaction's end, which nobody gets to see.</summary>
    private const int Few = 8;

    /// <summary>How long a topic is waited for that is known to go on, and of which nothing is at hand.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether the last fold ended at a topic that is waited for: to be folded again when something comes, or after <see cref="Patience"/>.</summary>
    public bool Awaits { get; private set; }

    /// <summary>Up to where the topics are known to go on.</summary>
    public void GoesOnTo(in Positions ends) => _goesOnTo = ends;

    /// <summary>Folds the oldest at hand, up to so many records, and waits for nothing.</summary>
    /// <returns>How many were folded; less than asked: nothing more is at hand, or what was folded must be composed first.</returns>
    public int Fold(int records) => Fold(records, null);

    /// <summary>
    /// The same, but waits a while for a topic that is known to go on and of which nothing is at hand: its next record is likely older than all that is, and what
    /// is folded far ahead must be kept, and folded again by a recovery, until all before it is closed. It is not waited for long, for a transaction may
    /// stay open, nor while a buffer is full.
    /// </summary>
    /// <param name="now">Monotonic time; null: waits for nothing.</param>
    public int Fold(int records, TimeSpan? now)
    {
        Awaits = false;
        var heads = new Heads();
        var read = 0;
        var folded = 0;
        while (folded < records && !MustCompose)
        {
            var oldest = -1;
            var time = 0L;
            for (var k = 0; k < Analysed; k++)
            {
                var buffer = _buffers[k];
                if (buffer.IsEmpty)
                {
                    if (now is { } known && IsAwaited(k, known)) Awaits = true;
                    continue;
                }
                if ((read >> k & 1) == 0)
                {
                    if (k == ProgressTopic) ReadProgress();
                    else ReadHead(k, ref heads.At(k));
                    read |= 1 << k;
                }
                if (oldest >= 0 && buffer.Time >= time) continue;
                if ((_mutation & AnalysisMutation.Held) != 0 && IsReplaying && IsHeld(k)) continue;
                (oldest, time) = (k, buffer.Time);
            }
            if (oldest < 0 || Awaits) break;
            if (oldest == ProgressTopic) FoldProgress();
            else
            {
                if (_buffers[oldest].Position >= _newFrom[oldest]) FoldedEvents++;
                FoldRecord(oldest, ref heads.At(oldest));
            }
            _buffers[oldest].Pop();
            read &= ~(1 << oldest);
            folded++;
        }
        if (folded > 0) _livelier = true;
        return folded;
    }

    private bool IsAwaited(int topic, TimeSpan now)
    {
        var buffer = _buffers[topic];
        if (buffer.Position + Few >= _goesOnTo[topic] || Array.Exists(_buffers, one => !one.HasRoom)) return false;
        buffer.EmptySince ??= now;
        return now - buffer.EmptySince < Patience;
    }

    /// <summary>What is folded and not composed is at its bound; while old records are folded again it cannot be composed, and there is none.</summary>
    private bool MustCompose => (_rejects.IsFull || _gathered.Count >= _options.MostGathered) && !IsReplaying;

    private void ReadHead(int topic, ref EventView view)
    {
        var buffer = _buffers[topic];
        var isEvent = _readers[topic].Read(buffer.Value, (Topic)topic, out view);
        buffer.Time = isEvent ? view.Time.Milliseconds : TopicBuffer.NoTime;
        buffer.IsOwn = isEvent && view.EventId.Length == EventId.TextBytes && _runPrefix.Length == RunPrefix
            && view.EventId[..RunPrefix].SequenceEqual(_runPrefix) && view.IsOf(_runId);
        buffer.IsHeadRead = true;
    }

    /// <summary>The simulation's progress has its place in time; another source's only moves the position.</summary>
    private void ReadProgress()
    {
        var buffer = _buffers[ProgressTopic];
        buffer.Time = buffer.Key.SequenceEqual("simulation"u8) && TryReadThrough(buffer.Value, out var through) ? through : TopicBuffer.NoTime;
        buffer.IsHeadRead = true;
    }

    private static bool TryReadThrough(ReadOnlySpan<byte> value, out long through)
    {
        var start = "{\"through\":"u8;
        if (value.StartsWith(start) && Utf8Parser.TryParse(value[start.Length..], out through, out var digits) && value[start.Length + digits] == '}')
            return true;
        through = 0;
        try
        {
            var progress = ProgressCodec.Read(value);
            through = progress.Through.Milliseconds;
            return progress.Through != Timestamp.Min;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private void FoldProgress()
    {
        var buffer = _buffers[ProgressTopic];
        if (buffer.Time == TopicBuffer.NoTime) _sources.FoldedOther(buffer.Appended);
        else _sources.FoldedProgress(buffer.Time, buffer.Appended);
    }

    private void FoldRecord(int topic, ref EventView view)
    {
        var buffer = _buffers[topic];
        var (offset, appended, time) = (buffer.Offset, buffer.Appended, buffer.Time);
        if (!view.Reason.IsNone)
        {
            Reject(topic, offset, view, view.Reason, appended, view.HasTime ? view.Time.Milliseconds : null);
            return;
        }
        if (!buffer.IsOwn && time > appended + (long)_options.Ahead.TotalMilliseconds)
        {
            Reject(topic, offset, view, DeadLetterReason.TooFarAhead, appended, time);
            return;
        }
        var hash = DistinctAudience.HashOf(view.UserId);
        var slot = _audience.Find(view.UserId, hash);
        if (slot < 0 && _shards > 1 && Partitioner.ShardOf(view.UserId, _shards) != Shard)
        {
            Reject(topic, offset, view, DeadLetterReason.WrongPartition, appended, time);
            return;
        }
        if (buffer.IsOwn) _sources.FoldedOwn(topic, time, appended);
        else _sources.FoldedForeign(topic, time, appended);

        var pane = PaneOf(time);
        if (pane > _greatestPane) _greatestPane = pane;
        if (pane < OpenAt(topic, offset))
        {
            Late(topic, offset, view, appended, time, pane);
            return;
        }
        if (pane > _sources.GreatestPane) _sources.GreatestPane = pane;
        if (!buffer.IsOwn && pane > _sources.GreatestForeignPane) _sources.GreatestForeignPane = pane;
        if (pane > _livePane && (buffer.IsOwn || time <= appended)) _livePane = pane;
        Count(ref view, pane, hash, slot);
    }

    private void Count(ref EventView view, long pane, uint hash, int slot)
    {
        // A pane that is closed is in the journal: folded again, it only tells who was there.
        var sum = pane >= _open ? _panes[pane] : null;
        sum?.Count(view.Type);
        switch (view.Type)
        {
            case EventType.PageView:
                sum?.View(_panes.Names.Slot(view.ProductId), Category(view.Category));
                _audience.Add(view.UserId, hash, slot, UserAct.Viewed, pane);
                break;
            case EventType.AddToCart:
                sum?.AddToCart(_panes.Names.Slot(view.ProductId), Category(view.Category));
                _audience.Add(view.UserId, hash, slot, UserAct.Carted, pane);
                break;
            case EventType.RemoveFromCart:
                _audience.Add(view.UserId, hash, slot, UserAct.Carted, pane);
                break;
            case EventType.Purchase:
                if (sum is not null)
                {
                    sum.BeginOrder(view.TotalCents);
                    foreach (var item in view.Items)
                        sum.Item(_panes.Names.Slot(item.ProductId), Category(item.Category), item.Quantity * item.PriceCents);
                }
                _audience.Add(view.UserId, hash, slot, UserAct.Bought, pane);
                break;
            case EventType.Refund:
                sum?.Refund(view.TotalCents); // whoever only sends something back is no customer of the window
                break;
            case EventType.SessionEnd:
                sum?.SessionEnd(view.DurationMilliseconds, view.PageViews);
                break;
        }
    }

    private int Category(ReadOnlySpan<byte> name)
    {
        if (!name.IsEmpty) return _panes.Names.Slot(name);
        if (_unknownIn != _panes.Names) (_unknownIn, _unknownCategory) = (_panes.Names, _panes.Names.Slot("unknown"u8));
        return _unknownCategory;
    }

    private void Late(int topic, long offset, in EventView view, long appended, long time, long pane)
    {
        var isNew = offset >= _newFrom[topic] || (_mutation & AnalysisMutation.Recount) != 0;
        if (!isNew && offset < _againFrom[topic]) return;
        _rejects.Add(
            isNew, (Topic)topic, offset, DeadLetterReason.None, appended, _buffers[topic].Value, time, pane, view.Type, Cents(view), pane);
    }

    private void Reject(int topic, long offset, in EventView view, DeadLetterReason reason, long appended, long? time)
    {
        _sources.FoldedDead(topic, time, appended);
        var isNew = offset >= _newFrom[topic] || (_mutation & AnalysisMutation.Recount) != 0;
        if (!isNew && offset < _againFrom[topic]) return;
        long? pane = time is { } known ? PaneOf(known) : null;
        EventType? type = view.HasType || view.Reason.IsNone ? view.Type : null;
        _rejects.Add(
            isNew, (Topic)topic, offset, reason, appended, _buffers[topic].Value, time, pane, type, Cents(view), pane ?? Math.Max(0, _grid.PaneOf(appended)));
    }

    private static long? Cents(in EventView view) => view.HasTotal ? view.TotalCents : null;

    private long PaneOf(long time)
    {
        if (time >= _cachedFrom && time < _cachedTo) return _cachedPane;
        _cachedPane = _grid.PaneOf(time);
        (_cachedFrom, _cachedTo) = (_grid.Start(_cachedPane), _grid.End(_cachedPane));
        return _cachedPane;
    }

    /// <summary>Reads the heads that are not read yet: closing looks at them.</summary>
    private void ReadHeads()
    {
        EventView view = default;
        for (var k = 0; k < Topics.EventTopics; k++)
            if (_buffers[k] is { IsEmpty: false, IsHeadRead: false })
                ReadHead(k, ref view);
    }

    /// <summary>Of a mutation only.</summary>
    private void NoteRead(RecordBatch batch)
    {
        if (batch.Topic == Topic.Progress) return;
        foreach (var record in batch)
            if (new EventReader().Read(record.Value, batch.Topic, out var view) && view.IsOf(_runId))
                _sources.ReadButNotFolded[(int)batch.Topic] = Math.Max(_sources.ReadButNotFolded[(int)batch.Topic], view.Time.Milliseconds);
    }

    /// <summary>What was read of the first record of each topic.</summary>
    private ref struct Heads
    {
        private EventView _pageView;
        private EventView _cartEvent;
        private EventView _purchase;
        private EventView _session;

        [UnscopedRef]
        public ref EventView At(int topic)
        {
            switch ((Topic)topic)
            {
                case Topic.PageViews: return ref _pageView;
                case Topic.CartEvents: return ref _cartEvent;
                case Topic.Purchases: return ref _purchase;
                default: return ref _session;
            }
        }
    }
}
