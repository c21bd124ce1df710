namespace AkkaCommerce.Ingestion.Events;

/// <summary>Turns the text of a JSON number into a whole number of some decimal, exactly: no binary fraction is ever in between.</summary>
internal static class NumberText
{
    /// <summary>The number times 10 to the power of <paramref name="decimals"/>, rounded half away from zero.</summary>
    /// <param name="text">A number by JSON's grammar.</param>
    /// <param name="exact">Whether nothing was rounded away.</param>
    /// <returns><see cref="DeadLetterKind.None"/>, <see cref="DeadLetterKind.Negative"/> below 0 (-0 is not), or
    /// <see cref="DeadLetterKind.OutOfRange"/> above <paramref name="max"/>.</returns>
    public static DeadLetterKind Parse(ReadOnlySpan<byte> text, int decimals, long max, out long value, out bool exact)
    {
        (value, exact) = (0, true);
        var negative = text[0] == '-';
        if (negative) text = text[1..];
        var exponentAt = text.IndexOfAny((byte)'e', (byte)'E');
        var digits = exponentAt < 0 ? text : text[..exponentAt];
        var first = digits.IndexOfAnyInRange((byte)'1', (byte)'9');
        if (first < 0) return DeadLetterKind.None;
        if (negative) return DeadLetterKind.Negative;

        // 0.d1d2d3… x 10^whole, where d1 is the first digit that is not 0: `whole` digits make up the value, the rest is rounded.
        var point = digits.IndexOf((byte)'.');
        if (point < 0) point = digits.Length;
        var whole = point - first + (first > point ? 1 : 0) + decimals + (exponentAt < 0 ? 0 : Exponent(text[(exponentAt + 1)..]));
        if (whole > 18) return DeadLetterKind.OutOfRange;

        long taken = 0;
        for (var i = first; i < digits.Length; i++)
        {
            if (i == point) continue;
            var digit = digits[i] - '0';
            if (taken++ < whole) value = value * 10 + digit;
            else
            {
                exact &= digit == 0;
                if (taken == whole + 1L && digit >= 5) value++;
            }
        }
        for (; taken < whole; taken++) value *= 10;
        return value > max ? DeadLetterKind.OutOfRange : DeadLetterKind.None;
    }

    /// <summary>The exponent, held within ±100,000,000 (no record is that long).</summary>
    private static int Exponent(ReadOnlySpan<byte> text)
    {
        var negative = text[0] == '-';
        if (text[0] is (byte)'-' or (byte)'+') text = text[1..];
        var value = 0;
        foreach (var digit in text) value = Math.Min(value * 10 + (digit - '0'), 100_000_000);
        return negative ? -value : value;
    }
}
