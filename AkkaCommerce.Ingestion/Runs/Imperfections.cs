namespace AkkaCommerce.Ingestion.Runs;

/// <summary>
/// What befalls the simulation's events on purpose, as a function of the seed and the event. Failing, being lost, being late and being doubled exclude
/// each other: each share is one of all events, as asked. Reordering and an outage befall whatever is written, late events and copies too.
/// </summary>
public sealed record Imperfections
{
    /// <summary>What a share is counted in: millionths of the events.</summary>
    public const int Whole = 1_000_000;

    /// <summary>Nothing befalls them.</summary>
    public static Imperfections None { get; } = new();

    /// <summary>Of a million events, those written later than they happen, by <see cref="LateBy"/>.</summary>
    public int LateShare { get; init; }

    /// <summary>How much later; the greatest is at most <see cref="LongestDelay"/>.</summary>
    public DelayRange LateBy { get; init; }

    /// <summary>Of a million events, those written twice under the same id, the copy later by <see cref="CopyBy"/>.</summary>
    public int DuplicateShare { get; init; }

    /// <summary>How much later than its event a copy is written; the greatest is at most <see cref="LongestDelay"/>.</summary>
    public DelayRange CopyBy { get; init; }

    /// <summary>Of a million events, those never written.</summary>
    public int LossShare { get; init; }

    /// <summary>Of a million events, those in whose place a behaviour fails, which ends the visit: for tests.</summary>
    public int FailureShare { get; init; }

    /// <summary>Every record is written later by 0 to this, evenly; 0 to <see cref="LongestDelay"/>, whole milliseconds.</summary>
    public TimeSpan Reorder { get; init; }

    /// <summary>A time of each day in which nothing is written; null: there is none.</summary>
    public Outage? Outage { get; init; }

    /// <summary>The most that an event is late, a copy is later, or records are reordered by.</summary>
    public static TimeSpan LongestDelay => TimeSpan.FromHours(1);

    /// <summary>Whether anything befalls an event.</summary>
    public bool Any => LateShare + DuplicateShare + LossShare + FailureShare > 0 || Delay;

    /// <summary>Whether anything is written later than it happens.</summary>
    public bool Delay => GreatestDelay > TimeSpan.Zero;

    /// <summary>
    /// D, how much later than it happens a record may be written: the greater of what a late event and a copy may be, and reordering and the outage on top.
    /// </summary>
    public TimeSpan GreatestDelay
    {
        get
        {
            var late = LateShare > 0 ? LateBy.Greatest : TimeSpan.Zero;
            var copy = DuplicateShare > 0 ? CopyBy.Greatest : TimeSpan.Zero;
            return (late > copy ? late : copy) + Reorder + (Outage?.Length ?? TimeSpan.Zero);
        }
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">It is no such text.</exception>
    public static Imperfections Parse(string text) => text.Length == 0 ? None : ImperfectionsText.Read(text);

    /// <summary>The canonical text, which a run's record keeps and its events depend on; empty: none.</summary>
    public override string ToString() => ImperfectionsText.Write(this);
}
