using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace AkkaCommerce.Ingestion.Events;

/// <summary>Reads <c>2025-09-07T15:30:00.123Z</c> quickly: it remembers the last date, which is nearly always the next one too.</summary>
internal struct DateCache
{
    private ulong _yearToMonth;
    private uint _monthToHour;
    private long _date;

    /// <summary>False: another form, or no time; <see cref="TimeText"/> knows more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryParse(ReadOnlySpan<byte> text, out long milliseconds)
    {
        milliseconds = 0;
        if (text.Length != 24 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != '.' || text[23] != 'Z') return false;
        if (BinaryPrimitives.ReadUInt64LittleEndian(text) != _yearToMonth || BinaryPrimitives.ReadUInt32LittleEndian(text[7..]) != _monthToHour)
            return TryParseAnew(text, out milliseconds);

        var bad = 0u;
        var hours = Two(text, 11, ref bad);
        var minutes = Two(text, 14, ref bad);
        var seconds = Two(text, 17, ref bad);
        var tenths = (uint)text[20] - '0';
        var rest = Two(text, 21, ref bad);
        if (bad > 9 || tenths > 9 || hours > 23 || minutes > 59 || seconds > 59) return false;
        milliseconds = _date + ((hours * 60 + minutes) * 60 + seconds) * 1000 + tenths * 100 + rest;
        return true;
    }

    private bool TryParseAnew(ReadOnlySpan<byte> text, out long milliseconds)
    {
        if (TimeText.Parse(text, out milliseconds) != DeadLetterKind.None) return false;
        _yearToMonth = BinaryPrimitives.ReadUInt64LittleEndian(text);
        _monthToHour = BinaryPrimitives.ReadUInt32LittleEndian(text[7..]);
        _date = milliseconds - milliseconds % TimeText.Day;
        return true;
    }

    /// <summary>Two digits; <paramref name="bad"/> ends above 9 where one was none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Two(ReadOnlySpan<byte> text, int at, ref uint bad)
    {
        var (tens, ones) = ((uint)text[at] - '0', (uint)text[at + 1] - '0');
        bad = Math.Max(bad, Math.Max(tens, ones));
        return tens * 10 + ones;
    }
}
