using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Ingestion.Log.Truth;

/// <summary>What the simulation wrote of one pane of event time, and what it left out on purpose.</summary>
public sealed class PaneTruth(Timestamp start)
{
    private readonly long[] _events = new long[EventTypes];
    private SortedDictionary<string, long>? _reasons;

    internal const int EventTypes = 7;

    /// <summary>The pane's first millisecond.</summary>
    public Timestamp Start { get; } = start;

    /// <summary>Records of this type in the log, late ones and copies included.</summary>
    public long Events(EventType type) => _events[(int)type];

    /// <summary>Records in the log, late ones and copies included.</summary>
    public long EventCount => _events[0] + _events[1] + _events[2] + _events[3] + _events[4] + _events[5] + _events[6];

    /// <summary>Purchases in the log, late ones and copies included.</summary>
    public long Orders => Events(EventType.Purchase);

    /// <summary>The totals of <see cref="Orders"/>, in cents.</summary>
    public long Cents { get; private set; }

    /// <summary>The totals of the refunds in the log, in cents; 0 where an older program wrote the record.</summary>
    public long RefundedCents { get; private set; }

    /// <summary>Of the records, those written later than they happened.</summary>
    public long Late { get; private set; }

    /// <summary>Of the records, those that are copies of others.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Of the records, those moved among others by a millisecond at least.</summary>
    public long Reordered { get; private set; }

    /// <summary>Of the records, those written after an outage instead of within it.</summary>
    public long Held { get; private set; }

    /// <summary>Events that happened and were not written.</summary>
    public long Lost { get; private set; }

    /// <summary>Visits that ended because a behaviour failed.</summary>
    public long Failures { get; private set; }

    /// <summary>Why, and how often; ordinally.</summary>
    public IReadOnlyDictionary<string, long> FailureReasons => _reasons ?? (IReadOnlyDictionary<string, long>)System.Collections.Immutable.ImmutableSortedDictionary<string, long>.Empty;

    /// <param name="cents">What purchases took, or refunds paid back.</param>
    public void AddEvents(EventType type, long count = 1, long cents = 0)
    {
        _events[(int)type] += count;
        if (type == EventType.Refund) RefundedCents += cents;
        else Cents += cents;
    }

    public void AddLate(long count = 1) => Late += count;

    public void AddDuplicates(long count = 1) => Duplicates += count;

    public void AddReordered(long count = 1) => Reordered += count;

    public void AddHeld(long count = 1) => Held += count;

    public void AddLost(long count = 1) => Lost += count;

    public void AddFailures(string reason, long count = 1)
    {
        Failures += count;
        _reasons ??= new SortedDictionary<string, long>(StringComparer.Ordinal);
        _reasons[reason] = _reasons.GetValueOrDefault(reason) + count;
    }

    /// <summary>Adds what another transaction wrote of the same pane.</summary>
    public void Add(PaneTruth other)
    {
        for (var i = 0; i < EventTypes; i++) _events[i] += other._events[i];
        (Cents, Late, Duplicates, Lost) = (Cents + other.Cents, Late + other.Late, Duplicates + other.Duplicates, Lost + other.Lost);
        (Reordered, Held, RefundedCents) = (Reordered + other.Reordered, Held + other.Held, RefundedCents + other.RefundedCents);
        foreach (var (reason, count) in other.FailureReasons) AddFailures(reason, count);
    }
}
