using System.Globalization;
using System.Text;

namespace AkkaCommerce.Node.Screen;

/// <summary>A canvas as what a terminal understands: of what stands there already only what is different.</summary>
internal static class AnsiText
{
    /// <summary>Cells that are the same and stand between different ones are written too, where moving on would cost more.</summary>
    private const int Near = 6;

    /// <param name="before">What stands on the terminal, of the same size; null: nothing is known of it.</param>
    /// <returns>Empty where all is as it was.</returns>
    public static string Changes(Canvas? before, Canvas now, bool colours)
    {
        var text = new StringBuilder();
        var ink = Ink.Plain;
        for (var y = 0; y < now.Height; y++)
        {
            var row = now.Row(y);
            var known = before is null ? default : before.Row(y);
            for (var x = 0; x < row.Length;)
            {
                if (IsSame(known, row, x))
                {
                    x++;
                    continue;
                }
                if (x > 0 && row[x].Text.Length == 0) x--; // a wide character is written from its first column on
                text.Append(CultureInfo.InvariantCulture, $"\e[{y + 1};{x + 1}H");
                for (var end = EndOfRun(known, row, x); x < end; x++)
                {
                    if (colours && row[x].Ink != ink) Change(text, ink = row[x].Ink);
                    text.Append(row[x].Text);
                }
            }
        }
        if (ink != Ink.Plain) Change(text, Ink.Plain);
        return text.ToString();
    }

    /// <summary>After the last cell that differs, before more that are the same than are worth writing.</summary>
    private static int EndOfRun(ReadOnlySpan<Cell> known, ReadOnlySpan<Cell> row, int x)
    {
        var end = x + 1;
        for (; x < row.Length && x - end < Near; x++)
            if (!IsSame(known, row, x)) end = x + 1;
        return end;
    }

    private static bool IsSame(ReadOnlySpan<Cell> known, ReadOnlySpan<Cell> row, int x) => known.Length > 0 && known[x] == row[x];

    private static void Change(StringBuilder text, Ink ink) => text.Append(ink == Ink.Plain ? "\e[0m" : $"\e[0;{ink.Sgr()}m");
}
