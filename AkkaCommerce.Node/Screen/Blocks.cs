namespace AkkaCommerce.Node.Screen;

/// <summary>Lengths and heights in eighths of a character.</summary>
internal static class Blocks
{
    /// <summary>What part of its cell a block fills; null: it is none.</summary>
    public static (double Width, double Height)? FilledBy(char block) =>
        Standing.IndexOf(block) is >= 0 and var high ? (1, (high + 1) / 8.0) : Lying.IndexOf(block) is >= 0 and var wide ? ((wide + 1) / 8.0, 1) : null;

    private const string Lying = "▏▎▍▌▋▊▉█", Standing = "▁▂▃▄▅▆▇█";

    /// <param name="share">Of the columns, 0 to 1; anything above 0 is seen.</param>
    public static string Bar(double share, int columns)
    {
        if (share <= 0 || columns <= 0) return "";
        var eighths = Math.Clamp((int)Math.Round(share * columns * 8), 1, columns * 8);
        return new string('█', eighths / 8) + (eighths % 8 is > 0 and var rest ? Lying[rest - 1].ToString() : "");
    }

    /// <summary>What stands in a row of a column that is filled from below.</summary>
    /// <param name="share">Of all rows, 0 to 1.</param>
    /// <param name="rowFromBelow">0 is the lowest, in which something is always seen.</param>
    public static char Column(double share, int rows, int rowFromBelow)
    {
        var eighths = Math.Clamp((int)Math.Round(share * rows * 8), 1, rows * 8) - 8 * rowFromBelow;
        return eighths <= 0 ? ' ' : Standing[Math.Min(eighths, 8) - 1];
    }
}
