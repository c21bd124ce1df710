using System.Globalization;
using System.Text;
using Spectre.Console.Rendering;

namespace AkkaCommerce.Node.Screen;

/// <summary>
/// Text as what stands in the columns of a screen. What comes from events may hold anything: what would move the cursor, or change how the rest is shown,
/// becomes a dot.
/// </summary>
internal static class TextCells
{
    /// <summary>What is shown of a text: characters, each with the columns it takes, 1 or 2.</summary>
    public static IEnumerable<(string Text, int Columns)> Of(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            var columns = Columns(rune);
            if (columns > 0) yield return (IsHarmless(rune) ? rune.ToString() : "·", columns);
        }
    }

    public static int Width(string text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes()) width += Columns(rune);
        return width;
    }

    /// <summary>At most so many columns; what is cut ends in an ellipsis.</summary>
    public static string Shortened(string text, int columns)
    {
        if (Width(text) <= columns) return text;
        var (kept, width) = (new StringBuilder(), 0);
        foreach (var (character, wide) in Of(text))
        {
            if (width + wide > columns - 1) break;
            kept.Append(character);
            width += wide;
        }
        return columns <= 0 ? "" : kept.Append('…').ToString();
    }

    /// <summary>At most so many columns, for names that differ at their ends: what is cut is cut behind the first few, and an ellipsis stands there.</summary>
    public static string ShortenedWithin(string text, int columns)
    {
        const int Head = 4;
        if (Width(text) <= columns || columns < 3 * Head) return Shortened(text, columns);
        var (cells, tail, width) = (Of(text).ToArray(), 0, 0);
        while (width + cells[^(tail + 1)].Columns <= columns - Head - 1) width += cells[^++tail].Columns;
        return Shortened(text, Head + 1) + string.Concat(cells[^tail..].Select(cell => cell.Text));
    }

    private static int Columns(Rune rune) => rune.Value switch
    {
        < 0x300 => 1,
        >= 0x2500 and < 0x2600 => 1,
        _ when !IsHarmless(rune) => 1,
        _ when Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => 0,
        _ => Math.Clamp(new Segment(rune.ToString()).CellCount(), 0, 2),
    };

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
