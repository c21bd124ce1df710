using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AkkaCommerce.Ingestion.Events;

/// <summary>
/// Walks JSON by its grammar (RFC 8259), token by token, without recursion. That strings are UTF-8 is for another to check. Each method begins at
/// what it reads and ends behind it; where it says that something is not JSON, the cursor is of no further use.
/// </summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> _text = text;

    public int At { get; private set; }

    public readonly bool AtEnd => At >= _text.Length;

    /// <summary>The byte ahead; 0 at the end, which nothing accepts either.</summary>
    public readonly byte Next => At < _text.Length ? _text[At] : (byte)0;

    /// <summary>Whether a number begins here, judging by its first byte.</summary>
    public readonly bool AtNumber => Next is (byte)'-' or (>= (byte)'0' and <= (byte)'9');

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SkipSpace()
    {
        while (Next is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r') At++;
    }

    /// <summary>Takes the byte ahead, if it is this one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Take(char letter)
    {
        if (Next != letter) return false;
        At++;
        return true;
    }

    /// <summary>A string from its opening quotation mark on.</summary>
    /// <param name="place">What is between the marks, as it stands there.</param>
    /// <param name="escaped">Whether there are escapes in it (of right form; a surrogate may still lack its other half).</param>
    public bool String(out TextPlace place, out bool escaped)
    {
        (place, escaped) = (default, false);
        if (!Take('"')) return false;
        var start = At;
        while (true)
        {
            SkipPlain();
            switch (Next)
            {
                case (byte)'"' when At < _text.Length:
                    place = new TextPlace(start, At++ - start);
                    return true;
                case (byte)'\\':
                    escaped = true;
                    if (!Escape()) return false;
                    break;
                default:
                    return false;
            }
        }
    }

    /// <summary>An object's name for a member, and the colon behind it, with the space around.</summary>
    public bool Name(out TextPlace place, out bool escaped)
    {
        if (!String(out place, out escaped)) return false;
        SkipSpace();
        if (!Take(':')) return false;
        SkipSpace();
        return true;
    }

    /// <summary>A number.</summary>
    public bool Number(out TextPlace place)
    {
        var start = At;
        place = default;
        Take('-');
        if (!Take('0') && !Digits()) return false;
        if (Take('.') && !Digits()) return false;
        if (Next is (byte)'e' or (byte)'E')
        {
            At++;
            if (!Take('+')) Take('-');
            if (!Digits()) return false;
        }
        place = new TextPlace(start, At - start);
        return true;
    }

    /// <summary>Any value, whatever it is.</summary>
    /// <param name="depth">How many arrays and objects are open around it.</param>
    public DeadLetterKind Skip(int depth)
    {
        ulong objects = 0; // a bit for each array or object opened here, the innermost the lowest: whether it is an object
        var open = 0;
        while (true)
        {
            switch (Next)
            {
                case (byte)'"':
                    if (!String(out _, out _)) return DeadLetterKind.NotJson;
                    break;
                case (byte)'{' or (byte)'[':
                    if (depth + ++open > EventReader.MaxDepth) return DeadLetterKind.TooDeep;
                    var isObject = _text[At++] == '{';
                    objects = objects << 1 | (isObject ? 1u : 0u);
                    SkipSpace();
                    if (Next == (isObject ? '}' : ']')) break;
                    if (isObject && !Name(out _, out _)) return DeadLetterKind.NotJson;
                    continue;
                case (byte)'t':
                    if (!Word("true"u8)) return DeadLetterKind.NotJson;
                    break;
                case (byte)'f':
                    if (!Word("false"u8)) return DeadLetterKind.NotJson;
                    break;
                case (byte)'n':
                    if (!Word("null"u8)) return DeadLetterKind.NotJson;
                    break;
                default:
                    if (!Number(out _)) return DeadLetterKind.NotJson;
                    break;
            }

            while (true)
            {
                if (open == 0) return DeadLetterKind.None;
                SkipSpace();
                var inObject = (objects & 1) != 0;
                if (Take(','))
                {
                    SkipSpace();
                    if (inObject && !Name(out _, out _)) return DeadLetterKind.NotJson;
                    break;
                }
                if (!Take(inObject ? '}' : ']')) return DeadLetterKind.NotJson;
                objects >>= 1;
                open--;
            }
        }
    }

    private bool Word(ReadOnlySpan<byte> word)
    {
        if (!_text[At..].StartsWith(word)) return false;
        At += word.Length;
        return true;
    }

    private bool Digits()
    {
        var start = At;
        while (Next is >= (byte)'0' and <= (byte)'9') At++;
        return At > start;
    }

    /// <summary>To the next quotation mark, backslash or control character, or the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SkipPlain()
    {
        ref var bytes = ref MemoryMarshal.GetReference(_text);
        for (; _text.Length - At >= Vector256<byte>.Count; At += Vector256<byte>.Count)
        {
            var block = Vector256.LoadUnsafe(ref bytes, (nuint)At);
            var stops = (Vector256.Equals(block, Vector256.Create((byte)'"')) | Vector256.Equals(block, Vector256.Create((byte)'\\'))
                | Vector256.LessThan(block, Vector256.Create((byte)' '))).ExtractMostSignificantBits();
            if (stops == 0) continue;
            At += BitOperations.TrailingZeroCount(stops);
            return;
        }
        while (At < _text.Length && _text[At] is not ((byte)'"' or (byte)'\\' or < (byte)' ')) At++;
    }

    private bool Escape()
    {
        At++;
        switch (Next)
        {
            case (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t':
                At++;
                return true;
            case (byte)'u' when _text.Length - At > 4:
                At += 5;
                return char.IsAsciiHexDigit((char)_text[At - 1]) && char.IsAsciiHexDigit((char)_text[At - 2])
                    && char.IsAsciiHexDigit((char)_text[At - 3]) && char.IsAsciiHexDigit((char)_text[At - 4]);
            default:
                return false;
        }
    }
}
