using System.Globalization;
using AkkaCommerce.Ingestion.Runs;

namespace AkkaCommerce.Node.Configuration;

/// <summary>Typed, checked reading: what does not fit is named with its value and the rule.</summary>
internal static class SettingsReading
{
    public static long Whole(this Settings settings, string path, long least, long greatest) =>
        long.TryParse(settings.Text(path), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= greatest
            ? number
            : throw settings.Wrong(path, string.Create(CultureInfo.InvariantCulture, $"is not a whole number from {least:N0} to {greatest:N0}"));

    public static double Number(this Settings settings, string path, double above, double greatest) =>
        double.TryParse(settings.Text(path), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > above && number <= greatest
            ? number
            : throw settings.Wrong(path, string.Create(CultureInfo.InvariantCulture, $"is not a number above {above} and up to {greatest}"));

    /// <summary>A share such as <c>19%</c>, to four places; in millionths. Empty or <c>none</c>: 0.</summary>
    /// <param name="greatest">In millionths.</param>
    public static int Share(this Settings settings, string path, int greatest) =>
        settings.Text(path) is "" or "none" ? 0
        : Quantity.TryParseShare(settings.Text(path), out var share) && share <= greatest ? share
        : throw settings.Wrong(path, string.Create(CultureInfo.InvariantCulture, $"is not a share from 0% to {greatest / 10_000m:0.####}%, to four places (such as 19%)"));

    public static ulong Seed(this Settings settings, string path) =>
        ulong.TryParse(settings.Text(path), NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : throw settings.Wrong(path, $"is not a whole number from 0 to {ulong.MaxValue.ToString(CultureInfo.InvariantCulture)}");

    public static TimeSpan Duration(this Settings settings, string path, TimeSpan least, TimeSpan greatest) =>
        Quantity.TryParseDuration(settings.Text(path), out var span) && span >= least && span <= greatest
            ? span
            : throw settings.Wrong(path, $"is not a duration from {Quantity.Text(least)} to {Quantity.Text(greatest)} (such as 10s, 5m, 7d)");

    public static long Size(this Settings settings, string path, long least, long greatest) =>
        Quantity.TryParseSize(settings.Text(path), out var bytes) && bytes >= least && bytes <= greatest
            ? bytes
            : throw settings.Wrong(path, string.Create(CultureInfo.InvariantCulture, $"is not a size from {least:N0} to {greatest:N0} bytes (such as 64MiB, 10GB)"));

    public static T OneOf<T>(this Settings settings, string path, params (string Name, T Value)[] choices)
    {
        var text = settings.Text(path);
        foreach (var (name, value) in choices)
            if (text.Equals(name, StringComparison.OrdinalIgnoreCase))
                return value;
        var names = choices.Select(choice => choice.Name);
        throw settings.Wrong(path, $"is not one of {string.Join(", ", names)}{Suggestion.For(text, names)}");
    }

    /// <summary>A time, or null where the text is empty.</summary>
    public static Moment? MomentOrNull(this Settings settings, string path) =>
        settings.Text(path) is not { Length: > 0 } text ? null
        : Moment.TryParse(text, out var moment) ? moment
        : throw settings.Wrong(path, "is not a time (2025-09-07T15:30:00Z) or a span from another (-2h, +1h30m)");

    /// <summary>1 (live), any other pace in shop seconds a second, or infinity for <c>max</c>.</summary>
    public static double Speed(this Settings settings, string path) =>
        settings.Text(path) is "max" ? double.PositiveInfinity
        : double.TryParse(settings.Text(path), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var speed) && speed is >= 0.1 and <= 1_000_000 ? speed
        : throw settings.Wrong(path, "is not a speed: 1 (live), 60 (a minute a second), any number from 0.1 to 1,000,000, or max");

    /// <summary>An offset from UTC: <c>+02:00</c>, <c>-05:30</c>, <c>Z</c>.</summary>
    public static TimeSpan Zone(this Settings settings, string path)
    {
        var text = settings.Text(path);
        if (text is "Z" or "z") return TimeSpan.Zero;
        if (text.Length == 6 && text[0] is '+' or '-'
            && TimeSpan.TryParseExact(text.AsSpan(1), "hh\\:mm", CultureInfo.InvariantCulture, out var offset)
            && offset <= TimeSpan.FromHours(14))
            return text[0] == '-' ? -offset : offset;
        throw settings.Wrong(path, "is not an offset from UTC between -14:00 and +14:00 (such as +02:00)");
    }
}
