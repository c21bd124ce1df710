using System.Security.Cryptography;
using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Analytics.Partitions;

/// <summary>
/// Late events and dead letters since the last entry composed: exact counts by pane, and the first bodies of a pane. What the newest entry of the
/// journal counts, and recovery folds again, is kept apart: its rows are written once more, its counts stand.
/// </summary>
internal sealed class Rejects(int shard, AnalysisOptions options)
{
    /// <summary>The key of dead letters without a readable time.</summary>
    private const long NoPane = -1;

    /// <summary>Panes whose number of bodies is remembered; beyond that the lowest are forgotten.</summary>
    private const int MostPanes = 256;

    private const int MostRecords = 4096;
    private const int MostBytes = 8 << 20;

    private readonly SortedDictionary<long, (long Late, long Dead)> _counts = [];
    private readonly SortedDictionary<long, (long Late, long Dead)> _bodies = [];
    private List<RejectedRecord> _records = [];
    private List<RejectedRecord> _again = [];
    private long _bytes;

    /// <summary>Bodies kept where the counts began.</summary>
    public IReadOnlyList<PaneCount> BodiesBefore { get; private set; } = [];

    public bool HasCounts => _counts.Count > 0;

    /// <summary>Whether an entry should be composed before more is folded.</summary>
    public bool IsFull => _records.Count >= MostRecords || _bytes >= MostBytes;

    public void Recover(IReadOnlyList<PaneCount> bodiesBefore)
    {
        BodiesBefore = bodiesBefore;
        foreach (var bodies in bodiesBefore) _bodies[bodies.Pane ?? NoPane] = (bodies.Late, bodies.Dead);
    }

    /// <param name="isNew">It is not counted by an entry yet.</param>
    public void Add(
        bool isNew, Topic topic, long offset, DeadLetterReason reason, long appended, ReadOnlySpan<byte> value,
        long? time, long? pane, EventType? type, long? cents, long bodyPane)
    {
        var late = reason.IsNone;
        if (isNew) Raise(_counts, pane ?? NoPane, late);
        _bodies.TryGetValue(bodyPane, out var kept);
        if ((late ? kept.Late : kept.Dead) >= options.BodiesPerPane) return;
        Raise(_bodies, bodyPane, late);
        if (_bodies.Count > MostPanes) _bodies.Remove(Lowest());
        var body = value[..Math.Min(value.Length, options.BodyBytes)].ToArray();
        var record = new RejectedRecord(
            topic, shard, offset, late ? null : reason.Text, new Timestamp(appended), time is { } t ? new Timestamp(t) : null,
            pane, type, cents, value.Length, SHA256.HashData(value), body);
        (isNew ? _records : _again).Add(record);
        _bytes += body.Length;
    }

    /// <summary>The counts and records of the entry that is composed now.</summary>
    public (PaneCount[] Counts, List<RejectedRecord> Records, IReadOnlyList<PaneCount> BodiesBefore) Compose()
    {
        var composed = (List(_counts), _records, BodiesBefore);
        BodiesBefore = List(_bodies);
        _counts.Clear();
        (_records, _bytes) = ([], 0);
        return composed;
    }

    /// <summary>The records that the newest entry of the journal counts, folded again.</summary>
    public List<RejectedRecord> TakeAgain()
    {
        var again = _again;
        _again = [];
        return again;
    }

    private long Lowest()
    {
        foreach (var (pane, _) in _bodies) return pane;
        return NoPane;
    }

    private static void Raise(SortedDictionary<long, (long Late, long Dead)> counts, long pane, bool late)
    {
        counts.TryGetValue(pane, out var count);
        counts[pane] = late ? (count.Late + 1, count.Dead) : (count.Late, count.Dead + 1);
    }

    private static PaneCount[] List(SortedDictionary<long, (long Late, long Dead)> counts)
    {
        var list = new PaneCount[counts.Count];
        var i = 0;
        foreach (var (pane, (late, dead)) in counts) list[i++] = new PaneCount(pane == NoPane ? null : pane, late, dead);
        return list;
    }
}
