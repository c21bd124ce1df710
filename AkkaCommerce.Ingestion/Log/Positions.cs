using System.Runtime.CompilerServices;

namespace AkkaCommerce.Ingestion.Log;

/// <summary>A place in one shard's partition of every topic: for each topic the offset of the next record (not of the last one).</summary>
[InlineArray(Topics.Count)]
public struct Positions : IEquatable<Positions>
{
    private long _first;

    /// <summary>The beginning of every topic.</summary>
    public static Positions Start => default;

    public long this[Topic topic]
    {
        readonly get => this[(int)topic];
        set => this[(int)topic] = value;
    }

    /// <summary>Whether every topic in <paramref name="topics"/> is at or beyond <paramref name="other"/>.</summary>
    public readonly bool Reaches(in Positions other, TopicSet topics)
    {
        for (var i = 0; i < Topics.Count; i++)
            if (((int)topics >> i & 1) != 0 && this[i] < other[i])
                return false;
        return true;
    }

    /// <summary>Topic by topic the lesser.</summary>
    public static Positions Earlier(in Positions left, in Positions right)
    {
        Positions result = default;
        for (var i = 0; i < Topics.Count; i++)
            result[i] = Math.Min(left[i], right[i]);
        return result;
    }

    public readonly bool Equals(Positions other) => ((ReadOnlySpan<long>)this).SequenceEqual(other);
    public override readonly bool Equals(object? obj) => obj is Positions other && Equals(other);
    public override readonly int GetHashCode() => HashCode.Combine(this[0], this[1], this[2], this[3], this[4], this[5]);
    public static bool operator ==(in Positions left, in Positions right) => left.Equals(right);
    public static bool operator !=(in Positions left, in Positions right) => !left.Equals(right);
    public override readonly string ToString() => string.Join(',', ((ReadOnlySpan<long>)this).ToArray());
}
