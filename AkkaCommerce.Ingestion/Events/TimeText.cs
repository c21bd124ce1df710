namespace AkkaCommerce.Ingestion.Events;

/// <summary>
/// Reads ISO 8601 times with an offset: date, <c>T</c> or a blank, hours and minutes, perhaps seconds with any number of decimals, then <c>Z</c>,
/// <c>+hh:mm</c>, <c>+hhmm</c> or <c>+hh</c>. Milliseconds are truncated.
/// </summary>
internal static class TimeText
{
    /// <summary>Milliseconds of a day.</summary>
    public const long Day = 86_400_000;

    /// <summary>9999-12-31T23:59:59.999Z.</summary>
    private const long Last = 253_402_300_799_999;

    /// <returns><see cref="DeadLetterKind.None"/>, <see cref="DeadLetterKind.Unreadable"/>, or <see cref="DeadLetterKind.OutOfRange"/> outside 1970 to 9999.</returns>
    public static DeadLetterKind Parse(ReadOnlySpan<byte> text, out long milliseconds)
    {
        milliseconds = 0;
        if (text.Length < 17 || text[4] != '-' || text[7] != '-' || text[10] is not ((byte)'T' or (byte)'t' or (byte)' ') || text[13] != ':')
            return DeadLetterKind.Unreadable;
        var bad = false;
        var year = Two(text, 0, ref bad) * 100 + Two(text, 2, ref bad);
        var (month, day) = (Two(text, 5, ref bad), Two(text, 8, ref bad));
        var (hour, minute) = (Two(text, 11, ref bad), Two(text, 14, ref bad));
        var (second, thousandths) = (0, 0);
        var at = 16;
        if (text[at] == ':')
        {
            if (text.Length < 20) return DeadLetterKind.Unreadable;
            second = Two(text, 17, ref bad);
            at = 19;
            if (text[at] is (byte)'.' or (byte)',')
            {
                var first = ++at;
                for (var unit = 100; at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9'; at++, unit /= 10) thousandths += (text[at] - '0') * unit;
                if (at == first) return DeadLetterKind.Unreadable;
            }
        }
        if (bad || month is < 1 or > 12 || day < 1 || day > DaysOf(year, month) || hour > 23 || minute > 59 || second > 59) return DeadLetterKind.Unreadable;
        if (!TryOffset(text[at..], out var offsetMinutes)) return DeadLetterKind.Unreadable;

        milliseconds = DaysSinceEpoch(year, month, day) * Day + ((hour * 60 + minute - offsetMinutes) * 60L + second) * 1000 + thousandths;
        return milliseconds is < 0 or > Last ? DeadLetterKind.OutOfRange : DeadLetterKind.None;
    }

    private static bool TryOffset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text.Length == 1) return text[0] is (byte)'Z' or (byte)'z';
        if (text.Length is not (3 or 5 or 6) || text[0] is not ((byte)'+' or (byte)'-')) return false;
        if (text.Length == 6 && text[3] != ':') return false;
        var bad = false;
        var hours = Two(text, 1, ref bad);
        if (text.Length > 3) minutes = Two(text, text.Length - 2, ref bad);
        if (bad || hours > 23 || minutes > 59) return false;
        minutes += hours * 60;
        if (text[0] == '-') minutes = -minutes;
        return true;
    }

    private static int Two(ReadOnlySpan<byte> text, int at, ref bool bad)
    {
        var (tens, ones) = (text[at] - '0', text[at + 1] - '0');
        bad |= (uint)tens > 9 || (uint)ones > 9;
        return tens * 10 + ones;
    }

    private static int DaysOf(int year, int month) => month switch
    {
        2 => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    /// <summary>Days since 1970-01-01 of a date of the Gregorian calendar (Howard Hinnant, "chrono-compatible low-level date algorithms").</summary>
    private static long DaysSinceEpoch(int year, int month, int day)
    {
        year -= month <= 2 ? 1 : 0;
        var era = (year >= 0 ? year : year - 399) / 400;
        var yearOfEra = year - era * 400;
        var dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        return era * 146_097L + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
    }
}
