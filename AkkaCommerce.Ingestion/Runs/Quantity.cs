using System.Buffers;
using System.Globalization;

namespace AkkaCommerce.Ingestion.Runs;

/// <summary>Numbers with a unit, as HOCON and the command line write them: durations, sizes and shares.</summary>
public static class Quantity
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    private static readonly (string Unit, double Milliseconds)[] DurationUnits =
    [
        ("milliseconds", 1), ("millisecond", 1), ("millis", 1), ("milli", 1), ("ms", 1),
        ("seconds", 1_000), ("second", 1_000), ("s", 1_000),
        ("minutes", 60_000), ("minute", 60_000), ("m", 60_000),
        ("hours", 3_600_000), ("hour", 3_600_000), ("h", 3_600_000),
        ("days", 86_400_000), ("day", 86_400_000), ("d", 86_400_000),
    ];

    private static readonly (string Unit, double Milliseconds)[] WrittenUnits = [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)];

    private static readonly (string Unit, double Bytes)[] SizeUnits =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40),
        ("kB", 1e3), ("MB", 1e6), ("GB", 1e9), ("TB", 1e12),
        ("K", 1L << 10), ("M", 1L << 20), ("G", 1L << 30), ("T", 1L << 40), ("B", 1), ("", 1),
    ];

    /// <summary>One or several parts with a unit each: <c>250ms</c>, <c>1h30m</c>, <c>2 days</c>.</summary>
    public static bool TryParseDuration(string text, out TimeSpan duration)
    {
        duration = default;
        var rest = text.AsSpan().Trim();
        if (rest.IsEmpty) return false;
        var milliseconds = 0.0;
        while (!rest.IsEmpty)
        {
            if (!TakeNumber(ref rest, out var number)) return false;
            var unit = rest[..UnitLength(rest)];
            if (Find(DurationUnits, unit, StringComparison.Ordinal) is not { } factor) return false;
            milliseconds += number * factor;
            rest = rest[unit.Length..].TrimStart();
        }
        if (milliseconds > TimeSpan.MaxValue.TotalMilliseconds / 2) return false;
        duration = TimeSpan.FromMilliseconds(milliseconds);
        return true;
    }

    /// <summary>A duration in the greatest unit that it is a whole number of: what <see cref="TryParseDuration"/> reads.</summary>
    /// <param name="duration">Whole milliseconds.</param>
    public static string Text(TimeSpan duration)
    {
        var (unit, factor) = duration == TimeSpan.Zero ? ("s", 1) : WrittenUnits.First(unit => duration.TotalMilliseconds % unit.Milliseconds == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds / factor}{unit}");
    }

    /// <summary>A whole number of bytes: <c>65536</c>, <c>64KiB</c>, <c>10 GB</c>.</summary>
    public static bool TryParseSize(string text, out long bytes)
    {
        bytes = 0;
        var rest = text.AsSpan().Trim();
        if (!TakeNumber(ref rest, out var number) || Find(SizeUnits, rest, StringComparison.OrdinalIgnoreCase) is not { } factor) return false;
        if (number * factor >= long.MaxValue) return false;
        bytes = (long)(number * factor);
        return true;
    }

    /// <summary>A share of a whole, to four places of a percent: <c>0.1%</c>; in millionths, at most all of it.</summary>
    public static bool TryParseShare(string text, out int share)
    {
        share = 0;
        if (!text.EndsWith('%') || !decimal.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) || percent > 100) return false;
        share = (int)(percent * 10_000);
        return share == percent * 10_000;
    }

    private static bool TakeNumber(ref ReadOnlySpan<char> rest, out double number)
    {
        var length = rest.IndexOfAnyExcept(Digits);
        if (length < 0) length = rest.Length;
        if (!double.TryParse(rest[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number)) return false;
        rest = rest[length..].TrimStart();
        return true;
    }

    private static int UnitLength(ReadOnlySpan<char> rest)
    {
        var length = 0;
        while (length < rest.Length && char.IsAsciiLetter(rest[length])) length++;
        return length;
    }

    private static double? Find((string Unit, double Factor)[] units, ReadOnlySpan<char> unit, StringComparison comparison)
    {
        foreach (var (name, factor) in units)
            if (unit.Equals(name, comparison))
                return factor;
        return null;
    }
}
