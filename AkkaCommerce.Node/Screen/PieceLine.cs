namespace AkkaCommerce.Node.Screen;

/// <summary>A part of a line, whole or not there.</summary>
/// <param name="Priority">Of two that do not both fit the one with the lower number stays.</param>
/// <param name="IsRight">Whether it stands at the line's right end.</param>
internal readonly record struct Piece(int Priority, bool IsRight, params (string Text, Ink Ink)[] Texts)
{
    public int Width => Texts.Sum(text => TextCells.Width(text.Text));
}

/// <summary>A line of pieces, two columns apart: those that do not fit are left out by their priority.</summary>
internal static class PieceLine
{
    private const int Gap = 2;

    public static void Draw(Area line, IEnumerable<Piece> pieces)
    {
        var all = pieces.Where(piece => piece.Width > 0).ToList();
        var (kept, taken) = (new HashSet<Piece>(), -Gap);
        foreach (var piece in all.OrderBy(piece => piece.Priority))
            if (taken + Gap + piece.Width <= line.Width)
            {
                kept.Add(piece);
                taken += Gap + piece.Width;
            }
        DrawFrom(line, 0, all.Where(piece => !piece.IsRight && kept.Contains(piece)));
        var right = all.Where(piece => piece.IsRight && kept.Contains(piece)).ToList();
        DrawFrom(line, line.Width - right.Sum(piece => piece.Width + Gap) + Gap, right);
    }

    private static void DrawFrom(Area line, int column, IEnumerable<Piece> pieces)
    {
        foreach (var piece in pieces)
        {
            foreach (var (text, ink) in piece.Texts)
            {
                line.Put(0, column, text, ink);
                column += TextCells.Width(text);
            }
            column += Gap;
        }
    }
}
