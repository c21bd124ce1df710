using System.Text;

namespace AkkaCommerce.Node.Screen;

/// <summary>What stands in a column of a screen. The second column of a wide character is empty.</summary>
internal readonly record struct Cell(string Text, Ink Ink)
{
    public static readonly Cell Blank = new(" ", Ink.Plain);
}

/// <summary>A screen of cells. What would stand outside is not put: nothing on it can be wider or longer than it.</summary>
internal sealed class Canvas
{
    private readonly Cell[] _cells;

    public Canvas(int width, int height)
    {
        (Width, Height, _cells) = (width, height, new Cell[width * height]);
        Array.Fill(_cells, Cell.Blank);
    }

    public int Width { get; }

    public int Height { get; }

    public ReadOnlySpan<Cell> Row(int y) => _cells.AsSpan(y * Width, Width);

    /// <returns>The column after the text.</returns>
    public int Put(int x, int y, string text, Ink ink)
    {
        foreach (var (character, columns) in TextCells.Of(text))
        {
            if (y < 0 || y >= Height || x < 0 || x + columns > Width) return x;
            var row = _cells.AsSpan(y * Width, Width);
            for (var column = x; column < x + columns; column++) Clear(row, column);
            row[x] = new Cell(character, ink);
            if (columns == 2) row[x + 1] = new Cell("", ink);
            x += columns;
        }
        return x;
    }

    /// <summary>The rows as plain text, without the blanks at their ends.</summary>
    public string[] Lines() => [.. Enumerable.Range(0, Height).Select(Line)];

    /// <summary>Of a wide character no half is left.</summary>
    private static void Clear(Span<Cell> row, int x)
    {
        if (row[x].Text.Length == 0) row[x - 1] = Cell.Blank;
        if (x + 1 < row.Length && row[x + 1].Text.Length == 0) row[x + 1] = Cell.Blank;
        row[x] = Cell.Blank;
    }

    private string Line(int y)
    {
        var text = new StringBuilder();
        foreach (var cell in Row(y)) text.Append(cell.Text);
        return text.ToString().TrimEnd(' ');
    }
}
