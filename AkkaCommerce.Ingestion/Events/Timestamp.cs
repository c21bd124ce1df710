using System.Globalization;

namespace AkkaCommerce.Ingestion.Events;

/// <summary>A moment of event time: whole milliseconds since 1970-01-01T00:00:00Z.</summary>
/// <param name="Milliseconds">Milliseconds since the Unix epoch; negative before it.</param>
public readonly record struct Timestamp(long Milliseconds) : IComparable<Timestamp>
{
    /// <summary>Before every event: nothing has happened yet.</summary>
    public static readonly Timestamp Min = new(long.MinValue);

    /// <summary>After every event: nothing is due any more.</summary>
    public static readonly Timestamp Max = new(long.MaxValue);

    private const long FirstOfYears = -62_135_596_800_000, LastOfYears = 253_402_300_799_999;

    public static Timestamp From(DateTimeOffset moment) => new(moment.ToUnixTimeMilliseconds());

    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.FromUnixTimeMilliseconds(Milliseconds);

    public int CompareTo(Timestamp other) => Milliseconds.CompareTo(other.Milliseconds);

    public static bool operator <(Timestamp left, Timestamp right) => left.Milliseconds < right.Milliseconds;
    public static bool operator >(Timestamp left, Timestamp right) => left.Milliseconds > right.Milliseconds;
    public static bool operator <=(Timestamp left, Timestamp right) => left.Milliseconds <= right.Milliseconds;
    public static bool operator >=(Timestamp left, Timestamp right) => left.Milliseconds >= right.Milliseconds;
    public static Timestamp operator +(Timestamp moment, TimeSpan span) => new(moment.Milliseconds + (long)span.TotalMilliseconds);
    public static Timestamp operator -(Timestamp moment, TimeSpan span) => new(moment.Milliseconds - (long)span.TotalMilliseconds);
    public static TimeSpan operator -(Timestamp left, Timestamp right) => TimeSpan.FromMilliseconds(left.Milliseconds - right.Milliseconds);

    public static Timestamp Earlier(Timestamp left, Timestamp right) => left < right ? left : right;
    public static Timestamp Later(Timestamp left, Timestamp right) => left > right ? left : right;

    /// <summary>The latest multiple of a span, counted from the Unix epoch, that is not after this moment.</summary>
    /// <param name="span">At least a millisecond.</param>
    public Timestamp RoundedDownTo(TimeSpan span) => new(Milliseconds - Beyond((long)span.TotalMilliseconds));

    /// <summary>The earliest multiple of a span, counted from the Unix epoch, that is not before this moment.</summary>
    /// <param name="span">At least a millisecond.</param>
    public Timestamp RoundedUpTo(TimeSpan span)
    {
        var length = (long)span.TotalMilliseconds;
        var beyond = Beyond(length);
        return beyond == 0 ? this : new Timestamp(Milliseconds + length - beyond);
    }

    private long Beyond(long length) => (Milliseconds % length + length) % length;

    /// <summary>ISO 8601 in UTC: <c>2025-09-07T15:30:00Z</c>, with three decimals where there are milliseconds; outside of the years 1 to 9999 the bare number.</summary>
    public override string ToString() =>
        this == Min ? "-infinity" : this == Max ? "infinity" : Milliseconds is < FirstOfYears or > LastOfYears ? $"{Milliseconds} ms" :
        ToDateTimeOffset().ToString(Milliseconds % 1000 == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
