using System.Text.RegularExpressions;
using System.Xml.Linq;
using AkkaCommerce.Node.Screen;
using AkkaCommerce.Tests.Node;
using AkkaCommerce.Tests.Node.Processes;

namespace AkkaCommerce.Tests.Docs;

/// <summary>
/// The pictures in README are what the program shows on a terminal. They are made anew, in the repository, by
/// <c>AKKACOMMERCE_PICTURES=1 dotnet test --filter FullyQualifiedName~PictureTests</c>.
/// </summary>
[Trait("Category", "System")]
[Collection(nameof(Alone))]
public sealed partial class PictureTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("akkacommerce-pictures-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Pictures_in_README_are_there_and_modest()
    {
        var pictures = Picture().Matches(ReadmeTests.Read("README.md")).Select(match => match.Groups["path"].Value).ToList();

        pictures.ShouldNotBeEmpty();
        foreach (var picture in pictures)
        {
            var file = new FileInfo(Path.Combine(Repository.Folder, picture));
            file.Length.ShouldBeLessThan(64 << 10, picture);
            Words(File.ReadAllText(file.FullName)).ShouldContain("Top products");
        }
    }

    [TmuxFact]
    public async Task A_picture_holds_what_stands_on_the_terminal()
    {
        using var terminal = new Tmux(_folder, 120, 40, "", "run", "--shoppers", "30000", "--from", "-1h");
        await terminal.ShowsAsync(screen => screen[0].EndsWith("  live", StringComparison.Ordinal) && screen[1].Contains("against", StringComparison.Ordinal));
        await Task.Delay(TimeSpan.FromSeconds(3)); // some events of the present
        await DrawAsync(terminal, "dashboard.svg");
        terminal.Press("PageUp", "Left");
        await terminal.ShowsAsync(" ago");
        terminal.Resize(80, 24);
        await terminal.ShowsAsync(screen => screen.Length == 24 && screen[^1].EndsWith("q quits", StringComparison.Ordinal));
        await DrawAsync(terminal, "dashboard-past.svg");
        terminal.Press("q");
        await terminal.EndAsync();
    }

    private static async Task DrawAsync(Tmux terminal, string name)
    {
        terminal.Press("p");
        var screen = await terminal.ShowsAsync("p goes on");
        var coloured = terminal.Coloured();
        terminal.Press("p");
        var canvas = ColouredScreen.Read(coloured, screen.Max(TextCells.Width));
        canvas.Lines().ShouldBe(screen.Select(line => line.TrimEnd()));

        var svg = SvgPicture.Of(canvas);

        var words = Words(svg);
        foreach (var word in screen.SelectMany(line => Word().Matches(line)).Select(match => match.Value)) words.ShouldContain(word);
        if (Environment.GetEnvironmentVariable("AKKACOMMERCE_PICTURES") is { Length: > 0 })
            await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(Repository.Folder, "docs", "pictures")).FullName, name), svg);
    }

    private static string Words(string svg) => string.Join(' ', XDocument.Parse(svg).Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value));

    [GeneratedRegex(@"!\[[^\]]*\]\((?<path>docs/pictures/[^)]+\.svg)\)")]
    private static partial Regex Picture();

    [GeneratedRegex(@"[A-Za-z0-9_.,:%]+")]
    private static partial Regex Word();
}
