using System.Text.RegularExpressions;
using AkkaCommerce.Node.Screen;

namespace AkkaCommerce.Tests.Node.Screen;

public sealed partial class AnsiTextTests
{
    private static readonly string[] Words = ["a", "word", "      ", "買い物", "█▎", "─"];

    [Fact]
    public void Where_nothing_changed_nothing_is_written()
    {
        var picture = Picture(new Random(1));

        AnsiText.Changes(picture, picture, colours: true).ShouldBeEmpty();
    }

    [Fact]
    public void Of_a_figure_that_changed_only_that_is_written()
    {
        var (before, now) = (new Canvas(80, 24), new Canvas(80, 24));
        before.Put(10, 5, "Revenue 12.34", Ink.Plain);
        now.Put(10, 5, "Revenue 12.35", Ink.Plain);

        AnsiText.Changes(before, now, colours: true).ShouldBe("\e[6;23H5");
    }

    [Fact]
    public void Without_colours_there_are_none() => AnsiText.Changes(null, Picture(new Random(1)), colours: false).ShouldNotContain("m");

    [Fact]
    public void Changes_upon_changes_give_the_picture_that_a_whole_one_gives()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var (screen, known) = (new Paper(20, 6), (Canvas?)null);
            for (var time = 0; time < 5; time++)
            {
                var now = Picture(random);
                screen.Write(AnsiText.Changes(known, now, colours: true));
                known = now;

                string.Join('|', screen.Shown()).ShouldBe(string.Join('|', Cells(now)), $"seed {seed}, picture {time}");
            }
        }
    }

    private static Canvas Picture(Random random)
    {
        var picture = new Canvas(20, 6);
        for (var word = 0; word < 12; word++) picture.Put(random.Next(20), random.Next(6), Words[random.Next(Words.Length)], (Ink)random.Next(Inks.Count));
        return picture;
    }

    private static List<string> Cells(Canvas canvas)
    {
        var cells = new List<string>();
        for (var y = 0; y < canvas.Height; y++)
            foreach (var cell in canvas.Row(y)) cells.Add(cell.Text.Length == 0 ? "" : $"{cell.Text} {cell.Ink.Sgr()}");
        return cells;
    }

    /// <summary>The least of a terminal: places, looks and characters.</summary>
    private sealed class Paper(int width, int height)
    {
        private readonly string[] _cells = [.. Enumerable.Repeat("? ", width * height)];

        public void Write(string text)
        {
            var (at, look) = (0, "");
            foreach (Match part in Part().Matches(text))
            {
                if (part.Groups["row"].Success) at = (int.Parse(part.Groups["row"].Value) - 1) * width + int.Parse(part.Groups["column"].Value) - 1;
                else if (part.Groups["look"].Success) look = part.Groups["look"].Value.TrimStart(';');
                else
                {
                    _cells[at++] = $"{part.Value} {look}";
                    if (TextCells.Width(part.Value) == 2) _cells[at++] = "";
                }
            }
            look.ShouldBeEmpty();
        }

        public string[] Shown() => _cells;
    }

    [GeneratedRegex(@"\x1b\[(?<row>\d+);(?<column>\d+)H|\x1b\[0(?<look>[\d;]*)m|.")]
    private static partial Regex Part();
}
