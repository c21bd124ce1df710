using System.Globalization;
using System.Text;

namespace AkkaCommerce.Ingestion.Events;

/// <summary>Decodes the escapes of JSON strings.</summary>
internal static class JsonEscapes
{
    /// <summary>Decodes a string whose escapes have the right form.</summary>
    /// <param name="to">At least as long as <paramref name="text"/>.</param>
    /// <returns>False where a surrogate stands alone: that is no text.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> text, Span<byte> to, out int length)
    {
        length = 0;
        while (true)
        {
            var plain = text.IndexOf((byte)'\\');
            if (plain < 0)
            {
                text.CopyTo(to[length..]);
                length += text.Length;
                return true;
            }
            text[..plain].CopyTo(to[length..]);
            length += plain;
            var letter = text[plain + 1];
            text = text[(plain + 2)..];
            if (letter != 'u')
            {
                to[length++] = letter switch
                {
                    (byte)'b' => (byte)'\b',
                    (byte)'f' => (byte)'\f',
                    (byte)'n' => (byte)'\n',
                    (byte)'r' => (byte)'\r',
                    (byte)'t' => (byte)'\t',
                    _ => letter,
                };
                continue;
            }
            Rune rune;
            var unit = Unit(ref text);
            if (!char.IsSurrogate(unit)) rune = new Rune(unit);
            else if (!text.StartsWith("\\u"u8)) return false;
            else
            {
                text = text[2..];
                if (!Rune.TryCreate(unit, Unit(ref text), out rune)) return false;
            }
            length += rune.EncodeToUtf8(to[length..]);
        }
    }

    private static char Unit(ref ReadOnlySpan<byte> text)
    {
        _ = ushort.TryParse(text[..4], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit);
        text = text[4..];
        return (char)unit;
    }
}
