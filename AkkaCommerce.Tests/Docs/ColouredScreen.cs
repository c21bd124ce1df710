using System.Globalization;
using System.Text.RegularExpressions;
using AkkaCommerce.Node.Screen;

namespace AkkaCommerce.Tests.Docs;

/// <summary>A terminal's screen, with the sequences that colour it, as the canvas that was drawn.</summary>
internal static partial class ColouredScreen
{
    private static readonly Dictionary<string, Ink> Looks = Enum.GetValues<Ink>().DistinctBy(ink => ink.Sgr()).ToDictionary(ink => ink.Sgr());

    public static Canvas Read(string[] lines, int width)
    {
        var (canvas, bold, colour) = (new Canvas(width, lines.Length), false, "");
        for (var y = 0; y < lines.Length; y++)
        {
            var x = 0;
            foreach (Match part in Part().Matches(lines[y]))
            {
                if (part.Groups["look"].Success) (bold, colour) = Changed(bold, colour, part.Groups["look"].Value);
                else x = canvas.Put(x, y, part.Value, Looks[string.Join(';', ((string[])[bold ? "1" : "", colour]).Where(look => look.Length > 0))]);
            }
        }
        return canvas;
    }

    private static (bool Bold, string Colour) Changed(bool bold, string colour, string look)
    {
        var codes = look.Split(';');
        for (var i = 0; i < codes.Length; i++)
            switch (int.TryParse(codes[i], CultureInfo.InvariantCulture, out var code) ? code : 0)
            {
                case 0: (bold, colour) = (false, ""); break;
                case 1: bold = true; break;
                case 22: bold = false; break;
                case 39: colour = ""; break;
                case 38: (colour, i) = ($"38;5;{codes[i + 2]}", i + 2); break;
            }
        return (bold, colour);
    }

    [GeneratedRegex(@"\x1b\[(?<look>[\d;]*)m|[^\x1b]+")]
    private static partial Regex Part();
}
