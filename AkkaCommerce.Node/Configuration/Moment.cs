using System.Globalization;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Node.Configuration;

/// <summary>A time as people give it: ISO 8601 (<c>2025-09-07T15:30:00Z</c>; without offset it is UTC), or relative to another (<c>-2h</c>, <c>+1h30m</c>, <c>now</c>).</summary>
public readonly record struct Moment
{
    private readonly Timestamp _absolute;
    private readonly TimeSpan _relative;

    private Moment(Timestamp absolute, TimeSpan relative, bool isRelative) => (_absolute, _relative, IsRelative) = (absolute, relative, isRelative);

    public bool IsRelative { get; }

    /// <summary>The time meant, where <paramref name="origin"/> is what relative ones count from.</summary>
    public Timestamp Of(Timestamp origin) => IsRelative ? origin + _relative : _absolute;

    public static bool TryParse(string text, out Moment moment)
    {
        moment = default;
        text = text.Trim();
        if (text == "now")
        {
            moment = new(default, TimeSpan.Zero, isRelative: true);
            return true;
        }
        if (text.StartsWith('-') || text.StartsWith('+'))
        {
            if (!Quantity.TryParseDuration(text[1..], out var span)) return false;
            moment = new(default, text[0] == '-' ? -span : span, isRelative: true);
            return true;
        }
        if (text.Length < 10 || text[4] != '-' || text[7] != '-') return false;
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out var iso)) return false;
        moment = new(Timestamp.From(iso), default, isRelative: false);
        return true;
    }
}
