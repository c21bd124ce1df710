using System.Diagnostics;
using System.Text;

namespace AkkaCommerce.Ingestion.Events;

/// <summary>
/// The id of an event of a simulation: a version 8 UUID (RFC 9562) that says of which run, user, day, visit and draw it is, so that an event that
/// is lost or doubled can be named. Digits: 12 run, the version, 3 draw, the variant and visit (14 bits) in 4, 8 user, 4 day.
/// </summary>
public readonly record struct EventId : IComparable<EventId>
{
    /// <summary>Bytes of an id's text.</summary>
    public const int TextBytes = 36;

    /// <summary>The greatest run, 48 bits.</summary>
    public const long MaxRun = 0xFFFF_FFFF_FFFF;

    /// <summary>The greatest visit number of a day, 14 bits.</summary>
    public const int MaxVisit = 0x3FFF;

    /// <summary>The greatest draw of a visit, 12 bits.</summary>
    public const int MaxDraw = 0xFFF;

    /// <summary>The last day, in 2149.</summary>
    public const int MaxDay = 0xFFFF;

    private const ulong Variant = 0x8000_0000_0000_0000;

    private readonly ulong _high;
    private readonly ulong _low;

    /// <param name="run">The run, 0 to <see cref="MaxRun"/>: <see cref="Runs.SimulationRun.RunId"/>.</param>
    /// <param name="user">The user's number, from 0.</param>
    /// <param name="day">The day the visit began, in shop time, as days since 1970-01-01, 0 to <see cref="MaxDay"/>.</param>
    /// <param name="visit">The visit's number in that day, 0 to <see cref="MaxVisit"/>.</param>
    /// <param name="draw">The event's number in the visit, 0 to <see cref="MaxDraw"/>.</param>
    public EventId(long run, int user, int day, int visit, int draw)
    {
        Debug.Assert(run is >= 0 and <= MaxRun && user >= 0 && day is >= 0 and <= MaxDay && visit is >= 0 and <= MaxVisit && draw is >= 0 and <= MaxDraw);
        _high = (ulong)run << 16 | 0x8000 | (uint)draw;
        _low = Variant | (ulong)(uint)visit << 48 | (ulong)(uint)user << 16 | (uint)day;
    }

    private EventId(ulong high, ulong low) => (_high, _low) = (high, low);

    public long Run => (long)(_high >> 16);

    public int User => (int)(uint)(_low >> 16);

    public int Day => (int)(_low & 0xFFFF);

    public int Visit => (int)(_low >> 48) & MaxVisit;

    public int Draw => (int)_high & MaxDraw;

    /// <summary>What the visit's session id is made of: a function of run, user, day and visit, one to one within a run.</summary>
    internal ulong SessionKey => Mix(_low ^ Mix(_high >> 16));

    /// <summary>What an order's id is made of, likewise.</summary>
    /// <param name="order">The order's number in the visit, 0 to 3.</param>
    internal ulong OrderKey(int order) => Mix(_low ^ (ulong)(uint)order << 62 ^ Mix(~(_high >> 16)));

    /// <summary>Writes the text, in small letters.</summary>
    /// <returns><see cref="TextBytes"/>.</returns>
    public int Write(Span<byte> to)
    {
        to = to[..TextBytes];
        Hex.Write(ref to[0], _high >> 32, 8);
        to[8] = (byte)'-';
        Hex.Write(ref to[9], _high >> 16, 4);
        to[13] = (byte)'-';
        Hex.Write(ref to[14], _high, 4);
        to[18] = (byte)'-';
        Hex.Write(ref to[19], _low >> 48, 4);
        to[23] = (byte)'-';
        Hex.Write(ref to[24], _low, 12);
        return TextBytes;
    }

    /// <summary>Reads an id back; false for any text that <see cref="Write"/> does not give (another version or variant, capital letters).</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out EventId id)
    {
        id = default;
        if (text.Length != TextBytes || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-') return false;
        if (!(Hex.TryRead(text[..8], out var a) & Hex.TryRead(text[9..13], out var b) & Hex.TryRead(text[14..18], out var c)
            & Hex.TryRead(text[19..23], out var d) & Hex.TryRead(text[24..36], out var e))) return false;
        var (high, low) = (a << 32 | b << 16 | c, d << 48 | e);
        if ((high & 0xF000) != 0x8000 || low >> 62 != 2 || (int)(uint)(low >> 16) < 0) return false;
        id = new EventId(high, low);
        return true;
    }

    public int CompareTo(EventId other) => _high != other._high ? _high.CompareTo(other._high) : _low.CompareTo(other._low);

    public override string ToString()
    {
        Span<byte> text = stackalloc byte[TextBytes];
        Write(text);
        return Encoding.ASCII.GetString(text);
    }

    public static bool operator <(EventId left, EventId right) => left.CompareTo(right) < 0;
    public static bool operator >(EventId left, EventId right) => left.CompareTo(right) > 0;
    public static bool operator <=(EventId left, EventId right) => left.CompareTo(right) <= 0;
    public static bool operator >=(EventId left, EventId right) => left.CompareTo(right) >= 0;

    /// <summary>The finalizer of SplitMix64 (Steele, Lea and Flood, 2014): one to one.</summary>
    private static ulong Mix(ulong value)
    {
        value = (value ^ value >> 30) * 0xBF58_476D_1CE4_E5B9;
        value = (value ^ value >> 27) * 0x94D0_49BB_1331_11EB;
        return value ^ value >> 31;
    }
}
