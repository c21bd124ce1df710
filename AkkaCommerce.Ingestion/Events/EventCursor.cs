using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AkkaCommerce.Ingestion.Events;

/// <summary>Writes the parts of an event one after another. It checks no bounds: whoever makes it has checked that all will fit.</summary>
internal ref struct EventCursor(Span<byte> to)
{
    /// <summary>What a time takes, and what a number takes at most, decimals included.</summary>
    public const int TimeBytes = 24, MaxNumberBytes = 24;

    private ref byte _start = ref MemoryMarshal.GetReference(to);

    public int Length { get; private set; }

    private readonly ref byte Here => ref Unsafe.Add(ref _start, Length);

    /// <summary>Bytes as they are; of a literal, a few plain stores.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Raw(ReadOnlySpan<byte> text)
    {
        text.CopyTo(MemoryMarshal.CreateSpan(ref Here, text.Length));
        Length += text.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Id(in EventId id) => Length += id.Write(MemoryMarshal.CreateSpan(ref Here, EventId.TextBytes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Hex16(ulong value)
    {
        Hex.Write(ref Here, value, 16);
        Length += 16;
    }

    public void User(int user)
    {
        Raw("user_"u8);
        if (user >= 1_000_000)
        {
            Number(user);
            return;
        }
        var high = (uint)user / 10_000;
        var low = (uint)user - high * 10_000;
        Two(high);
        Two(low / 100);
        Two(low % 100);
    }

    /// <summary>A number that is not negative.</summary>
    public void Number(long value)
    {
        Debug.Assert(value >= 0);
        if (value < 10)
        {
            One((uint)value);
            return;
        }
        var digits = Digits((ulong)value);
        var rest = (ulong)value;
        ref var end = ref Unsafe.Add(ref Here, digits);
        for (var left = digits; left > 1; left -= 2)
        {
            end = ref Unsafe.Subtract(ref end, 2);
            var next = rest / 100;
            Unsafe.WriteUnaligned(ref end, Pair((uint)(rest - next * 100)));
            rest = next;
        }
        if ((digits & 1) != 0) Here = (byte)('0' + rest);
        Length += digits;
    }

    /// <summary>Cents as units with two decimals.</summary>
    public void Cents(long cents)
    {
        var units = (long)((ulong)cents / 100);
        Number(units);
        Letter('.');
        Two((uint)(cents - units * 100));
    }

    /// <summary>Milliseconds as seconds with three decimals.</summary>
    public void Seconds(long milliseconds)
    {
        var seconds = (long)((ulong)milliseconds / 1000);
        Number(seconds);
        Thousandths((uint)(milliseconds - seconds * 1000));
    }

    /// <summary>
    /// <c>2025-09-07T15:30:00.123Z</c>, from 1970 to 9999. The date by the Euclidean affine functions of Neri and Schneider
    /// ("Euclidean affine functions and their application to calendar algorithms", 2022), without a division by a variable.
    /// </summary>
    public void Time(Timestamp time)
    {
        var (day, inDay) = Math.DivRem((ulong)time.Milliseconds, 86_400_000UL);
        var n = 4 * ((uint)day + 719_468) + 3;
        var century = n / 146_097;
        var p = (ulong)2_939_745 * (n % 146_097 | 3);
        var yearOfCentury = (uint)(p >> 32);
        var dayOfYear = (uint)p / 2_939_745 / 4;
        var q = 2_141 * dayOfYear + 197_913;
        var late = dayOfYear >= 306 ? 1u : 0u;
        var year = 100 * century + yearOfCentury + late;
        var month = (q >> 16) - 12 * late;

        Two(year / 100);
        Two(year % 100);
        Letter('-');
        Two(month);
        Letter('-');
        Two((q & 0xFFFF) / 2_141 + 1);
        Letter('T');
        var seconds = (uint)inDay / 1000;
        Two(seconds / 3600);
        Letter(':');
        Two(seconds / 60 % 60);
        Letter(':');
        Two(seconds % 60);
        Thousandths((uint)inDay - seconds * 1000);
        Letter('Z');
    }

    private void Thousandths(uint value)
    {
        Letter('.');
        One(value / 100);
        Two(value % 100);
    }

    private void One(uint digit) => Letter((char)('0' + digit));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Letter(char letter)
    {
        Here = (byte)letter;
        Length++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Two(uint value)
    {
        Unsafe.WriteUnaligned(ref Here, Pair(value));
        Length += 2;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ushort Pair(uint value) => Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref MemoryMarshal.GetReference(Pairs), 2 * value));

    private static int Digits(ulong value)
    {
        var digits = 2;
        for (; value >= 10_000; value /= 100) digits += 2;
        return value >= 1000 ? digits + 2 : value >= 100 ? digits + 1 : digits;
    }

    private static ReadOnlySpan<byte> Pairs =>
        "00010203040506070809"u8 + "10111213141516171819"u8 + "20212223242526272829"u8 + "30313233343536373839"u8 + "40414243444546474849"u8
        + "50515253545556575859"u8 + "60616263646566676869"u8 + "70717273747576777879"u8 + "80818283848586878889"u8 + "90919293949596979899"u8;
}
