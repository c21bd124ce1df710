using System.Globalization;
using System.Security;
using System.Text;

namespace AkkaCommerce.Node.Screen;

/// <summary>A canvas as an SVG: what a terminal with a dark background shows.</summary>
internal static class SvgPicture
{
    private const double CellWidth = 8.4, CellHeight = 17, Margin = 14;

    public static string Of(Canvas canvas)
    {
        var (width, height) = (canvas.Width * CellWidth + 2 * Margin, canvas.Height * CellHeight + 2 * Margin);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:0.#} {height:0.#}\" width=\"{width:0.#}\" height=\"{height:0.#}\">\n");
        svg.Append("<style>text{font:14px ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace;white-space:pre}");
        for (var ink = 0; ink < Inks.Count; ink++) svg.Append(CultureInfo.InvariantCulture, $".i{ink}{{{((Ink)ink).Css()}}}");
        svg.Append("</style>\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#16191d\"/>\n");
        for (var y = 0; y < canvas.Height; y++) AddRow(svg, canvas.Row(y), y);
        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>Runs of one ink, each held to its columns whatever the font's widths are; blocks as rectangles, that touch.</summary>
    private static void AddRow(StringBuilder svg, ReadOnlySpan<Cell> row, int y)
    {
        for (var x = 0; x < row.Length;)
        {
            var (from, ink) = (x, row[x].Ink);
            if (Blocks.FilledBy(First(row[x])) is { } block)
            {
                while (++x < row.Length && row[x] == row[from] && block.Width == 1) { }
                var (width, height) = ((x - 1 - from + block.Width) * CellWidth, block.Height * CellHeight);
                svg.Append(CultureInfo.InvariantCulture,
                    $"<rect class=\"i{(int)ink}\" x=\"{Margin + from * CellWidth:0.#}\" y=\"{Margin + (y + 1) * CellHeight - height:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\"/>\n");
                continue;
            }
            var text = new StringBuilder();
            for (; x < row.Length && IsOfRun(row, x, ink); x++) text.Append(row[x].Text);
            if (x == from) x++;
            else
                svg.Append(CultureInfo.InvariantCulture,
                    $"<text class=\"i{(int)ink}\" x=\"{Margin + from * CellWidth:0.#}\" y=\"{Margin + (y + 0.75) * CellHeight:0.#}\" textLength=\"{(x - from) * CellWidth:0.#}\">{SecurityElement.Escape(text.ToString())}</text>\n");
        }
    }

    /// <summary>A single blank between words is part of their run.</summary>
    private static bool IsOfRun(ReadOnlySpan<Cell> row, int x, Ink ink) =>
        IsText(row[x], ink) || row[x].Text == " " && x > 0 && IsText(row[x - 1], ink) && x + 1 < row.Length && IsText(row[x + 1], ink);

    private static bool IsText(Cell cell, Ink ink) => cell.Ink == ink && cell.Text != " " && Blocks.FilledBy(First(cell)) is null;

    private static char First(Cell cell) => cell.Text.Length == 0 ? ' ' : cell.Text[0];
}
