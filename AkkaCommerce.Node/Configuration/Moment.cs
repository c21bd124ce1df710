using System.Globalization;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Runs;

namespace AkkaCommerce.Node.Configuration;

/// <summary>A time as people give it: ISO 8601 (<c>2025-09-07T15:30:00Z</c>; without offset it is UTC), or relative to another (<c>-2h</c>, <c>+1h30m</c>, <c>now</c>).</summary>
public readonly record struct Moment
{
    private readonly string _text;

    /// <summary>Since 1970, or since what it counts from.</summary>
    private readonly TimeSpan _span;

    private Moment(string text, TimeSpan span, bool isRelative) => (_text, _span, IsRelative) = (text, span, isRelative);

    public bool IsRelative { get; }

    /// <summary>The time meant, parts of a millisecond cut off, where <paramref name="origin"/> is what relative ones count from.</summary>
    public Timestamp Of(Timestamp origin) => From(origin) + new TimeSpan(Floor);

    /// <summary>The time meant, parts of a millisecond rounded up.</summary>
    public Timestamp OrLaterOf(Timestamp origin) => IsWhole ? Of(origin) : Of(origin) + TimeSpan.FromMilliseconds(1);

    /// <summary>Whether it is a whole number of milliseconds.</summary>
    public bool IsWhole => Floor == _span.Ticks;

    public static bool TryParse(string text, out Moment moment)
    {
        moment = default;
        text = text.Trim();
        if (text == "now")
        {
            moment = new(text, TimeSpan.Zero, isRelative: true);
            return true;
        }
        if (text.StartsWith('-') || text.StartsWith('+'))
        {
            if (!Quantity.TryParseDuration(text[1..], out var span)) return false;
            moment = new(text, text[0] == '-' ? -span : span, isRelative: true);
            return true;
        }
        if (text.Length < 10 || text[4] != '-' || text[7] != '-') return false;
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out var iso)) return false;
        moment = new(text, iso - DateTimeOffset.UnixEpoch, isRelative: false);
        return true;
    }

    /// <summary>As it was given.</summary>
    public override string ToString() => _text;

    private Timestamp From(Timestamp origin) => IsRelative ? origin : new Timestamp(0);

    private long Floor => _span.Ticks - (_span.Ticks % TimeSpan.TicksPerMillisecond + TimeSpan.TicksPerMillisecond) % TimeSpan.TicksPerMillisecond;
}
