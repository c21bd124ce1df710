namespace AkkaCommerce.Node.Screen;

/// <summary>A part of a line, whole or not there.</summary>
/// <param name="Priority">Of two that do not both fit the one with the lower number stays.</param>
/// <param name="IsRight">Whether it stands at the line's right end.</param>
internal sealed record Piece(int Priority, bool IsRight, params (string Text, Ink Ink)[] Texts)
{
    /// <summary>The same said with more, by a priority of its own: it stands instead where there is room. Null: there is no more to say.</summary>
    public Piece? Longer { get; init; }

    public int Width => Texts.Sum(text => TextCells.Width(text.Text));

    /// <summary>From the shortest on.</summary>
    public IEnumerable<Piece> Forms => Longer is null ? [this] : [this, .. Longer.Forms];
}

/// <summary>A line of pieces, two columns apart: those that do not fit are left out by their priority.</summary>
internal static class PieceLine
{
    private const int Gap = 2;

    public static void Draw(Area line, IEnumerable<Piece> pieces)
    {
        var all = pieces.Where(piece => piece.Width > 0).ToArray();
        var (kept, taken) = (new Piece?[all.Length], -Gap);
        foreach (var (place, form) in all.SelectMany((piece, place) => piece.Forms.Select(form => (place, form))).OrderBy(one => one.form.Priority))
        {
            var more = form.Width - (kept[place]?.Width ?? -Gap);
            if (taken + more > line.Width) continue;
            kept[place] = form;
            taken += more;
        }
        DrawFrom(line, 0, kept.OfType<Piece>().Where(piece => !piece.IsRight));
        var right = kept.OfType<Piece>().Where(piece => piece.IsRight).ToList();
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
