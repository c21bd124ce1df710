namespace AkkaCommerce.Node.Screen;

/// <summary>A rectangle of a canvas, with its own columns and rows.</summary>
internal readonly record struct Area(Canvas Canvas, int X, int Y, int Width, int Height)
{
    public static Area Of(Canvas canvas) => new(canvas, 0, 0, canvas.Width, canvas.Height);

    /// <summary>Rows from <paramref name="from"/> on.</summary>
    public Area Rows(int from, int count) => this with { Y = Y + from, Height = count };

    public Area Columns(int from, int count) => this with { X = X + from, Width = count };

    /// <summary>Text from a column on, shortened to so many, or to those that are left.</summary>
    public void Put(int row, int column, string text, Ink ink = Ink.Plain, int most = int.MaxValue)
    {
        most = Math.Min(most, Width - column);
        if (most > 0) Canvas.Put(X + column, Y + row, TextCells.Shortened(text, most), ink);
    }

    /// <summary>Text that ends before a column.</summary>
    public void PutBefore(int row, int column, string text, Ink ink = Ink.Plain) => Canvas.Put(X + Math.Max(0, column - TextCells.Width(text)), Y + row, text, ink);

    /// <summary>Draws a frame with a title around it, or where there is no room for that a rule with the title above.</summary>
    /// <returns>What is inside.</returns>
    public Area Framed(string title, bool boxed)
    {
        if (!boxed)
        {
            Put(0, 0, new string('─', Width), Ink.Frame);
            Put(0, 2, $" {title} ", Ink.Title, Width - 4);
            return Rows(1, Height - 1);
        }
        Put(0, 0, $"╭{new string('─', Width - 2)}╮", Ink.Frame);
        Put(0, 2, $" {title} ", Ink.Title, Width - 4);
        for (var row = 1; row < Height - 1; row++)
        {
            Put(row, 0, "│", Ink.Frame);
            Put(row, Width - 1, "│", Ink.Frame);
        }
        Put(Height - 1, 0, $"╰{new string('─', Width - 2)}╯", Ink.Frame);
        return new Area(Canvas, X + 2, Y + 1, Width - 4, Height - 2);
    }
}
