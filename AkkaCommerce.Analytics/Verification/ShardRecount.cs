using System.Runtime.InteropServices;
using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Log.Truth;

namespace AkkaCommerce.Analytics.Verification;

/// <summary>What the log says of a pane, up to the cut.</summary>
internal sealed class PaneRecount
{
    /// <summary>Every record whose time is in the pane: events, late ones and dead letters.</summary>
    public long Records;

    /// <summary>Of these, the dead letters.</summary>
    public long Dead;

    /// <summary>Events that are not of the log's own run.</summary>
    public long Foreign;

    /// <summary>Events of the log's own run that came late, of those whose place is known.</summary>
    public long OwnLate;
    public EventCounts Events;
    public long Cents;
    public long RefundedCents;

    public void Add(PaneRecount other)
    {
        Records += other.Records;
        Dead += other.Dead;
        Foreign += other.Foreign;
        OwnLate += other.OwnLate;
        Cents += other.Cents;
        RefundedCents += other.RefundedCents;
        for (var type = 0; type < EventCounts.Types; type++) Events[type] += other.Events[type];
    }
}

/// <summary>An event of the log's own run.</summary>
internal readonly record struct OwnEvent(EventId Id, long Pane, EventType Type);

/// <summary>Counts a shard's records anew, with the reader and nothing else of the analysis.</summary>
internal sealed class ShardRecount(int shard, int shards, PaneGrid grid, TimeSpan ahead, long? run, in Positions cut, IReadOnlySet<(Topic, long)> late)
{
    private readonly Positions _cut = cut;
    private readonly EventReader _reader = new();
    private readonly Dictionary<long, PaneRecount> _panes = [];
    private readonly DistinctRecount _distinct = new(grid);
    private readonly List<OwnEvent> _own = [];
    private readonly TruthRecord _truth = new(TimeSpan.FromMilliseconds(grid.Length));
    private readonly long[] _firstHeld = [.. Enumerable.Repeat(long.MaxValue, Topics.EventTopics)];

    public IReadOnlyDictionary<long, PaneRecount> Panes => _panes;
    public DistinctRecount Distinct => _distinct;
    public List<OwnEvent> Own => _own;
    public TruthRecord Truth => _truth;

    /// <summary>Records before the cut without a readable time.</summary>
    public long Timeless { get; private set; }

    /// <summary>The pane of the first record that a topic holds; the greatest value: it holds none.</summary>
    public long FirstHeld(Topic topic) => _firstHeld[(int)topic];

    /// <summary>Takes a batch, up to some positions.</summary>
    public void Add(RecordBatch batch, in Positions ends)
    {
        if (batch.Topic == Topic.Progress) return;
        foreach (var record in batch)
        {
            if (record.Offset >= ends[batch.Topic]) return;
            if (batch.Topic == Topic.Truth) AddTruth(record);
            else AddEvent(record, batch.Topic);
        }
    }

    private void AddTruth(in Record record)
    {
        if (TruthRecord.Of(record) is not { } truth) return;
        foreach (var pane in truth.Panes) _truth.At(pane.Start).Add(pane);
    }

    private void AddEvent(in Record record, Topic topic)
    {
        var isEvent = _reader.Read(record.Value, topic, out var view);
        var isDead = !isEvent || Partitioner.ShardOf(view.UserId, shards) != shard;
        var isOwn = isEvent && run is { } id && view.IsOf(id);
        isDead |= isEvent && !isOwn && view.Time > record.AppendTime + ahead;
        if (!view.HasTime)
        {
            if (record.Offset < _cut[topic]) Timeless++;
            return;
        }
        var pane = grid.PaneOf(view.Time);
        if (_firstHeld[(int)topic] == long.MaxValue) _firstHeld[(int)topic] = pane;
        if (isOwn && view.TryGetId(out var own)) _own.Add(new OwnEvent(own, pane, view.Type));
        if (record.Offset >= _cut[topic]) return;

        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_panes, pane, out _);
        count ??= new PaneRecount();
        count.Records++;
        if (isDead)
        {
            count.Dead++;
            return;
        }
        if (!isOwn) count.Foreign++;
        count.Events[view.Type]++;
        if (view.Type == EventType.Purchase) count.Cents += view.TotalCents;
        if (view.Type == EventType.Refund) count.RefundedCents += view.TotalCents;
        if (late.Count > 0 && late.Contains((topic, record.Offset)))
        {
            if (isOwn) count.OwnLate++;
        }
        else _distinct.Add(view.UserId, pane, view.Type);
    }
}
