using System.Runtime.CompilerServices;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Analytics.Windows;

/// <summary>A count for each <see cref="EventType"/>.</summary>
[InlineArray(Types)]
public struct EventCounts : IEquatable<EventCounts>
{
    /// <summary>How many types of event there are.</summary>
    public const int Types = 7;

    private long _first;

    public long this[EventType type]
    {
        readonly get => this[(int)type];
        set => this[(int)type] = value;
    }

    /// <summary>Events of all types.</summary>
    public readonly long Total
    {
        get
        {
            long total = 0;
            foreach (var count in (ReadOnlySpan<long>)this) total += count;
            return total;
        }
    }

    public readonly bool Equals(EventCounts other) => ((ReadOnlySpan<long>)this).SequenceEqual(other);
    public override readonly bool Equals(object? obj) => obj is EventCounts other && Equals(other);
    public override readonly int GetHashCode() => HashCode.Combine(this[0], this[1], this[2], this[3], this[4], this[5], this[6]);
    public static bool operator ==(in EventCounts left, in EventCounts right) => left.Equals(right);
    public static bool operator !=(in EventCounts left, in EventCounts right) => !left.Equals(right);
    public override readonly string ToString() => string.Join(',', ((ReadOnlySpan<long>)this).ToArray());
}
