using System.Text.RegularExpressions;
using AkkaCommerce.Node.Commands;
using AkkaCommerce.Tests.Node;

namespace AkkaCommerce.Tests.Docs;

/// <summary>What the documents say can be copied, and what they point to is there.</summary>
public sealed partial class ReadmeTests
{
    private const string Program = "dotnet run --project AkkaCommerce.Node";

    [Fact]
    public void The_test_in_README_is_the_one_that_runs()
    {
        var code = Read("AkkaCommerce.Tests/Simulation/Shoppers/ShopperActorSampleTests.cs");
        var between = code[(code.IndexOf("// readme-begin\n", StringComparison.Ordinal) + "// readme-begin\n".Length)..code.IndexOf("    // readme-end", StringComparison.Ordinal)];
        var lines = between.Split('\n').Select(line => line.StartsWith("    ", StringComparison.Ordinal) ? line[4..] : line);

        Snippets(Read("README.md")).ShouldContain(string.Join('\n', lines));
    }

    [Fact]
    public void Every_command_line_in_the_documents_is_understood()
    {
        var lines = Documents().SelectMany(document => CommandLines(Read(document)).Select(line => (document, line))).ToList();

        lines.Count.ShouldBeGreaterThan(10);
        foreach (var (document, line) in lines)
        {
            var parsed = CommandLine.Parse(Arguments(line));
            parsed.Errors.Select(error => error.Message).ShouldBeEmpty($"{document}: {line}");
            parsed.UnmatchedTokens.ShouldBeEmpty($"{document}: {line}");
        }
    }

    [Fact]
    public void Links_between_documents_lead_to_files_that_exist()
    {
        foreach (var document in Documents())
            foreach (Match link in Link().Matches(Read(document)))
            {
                var target = link.Groups["target"].Value.Split('#')[0];
                if (target.Length == 0 || target.Contains("://", StringComparison.Ordinal)) continue;
                var path = Path.Combine(Repository.Folder, Path.GetDirectoryName(document)!, target);
                (File.Exists(path) || Directory.Exists(path)).ShouldBeTrue($"{document}: {link.Value}");
            }
    }

    internal static string Read(string document) => File.ReadAllText(Path.Combine(Repository.Folder, document)).ReplaceLineEndings("\n");

    private static IEnumerable<string> Documents() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Folder, "docs"), "*.md").Select(path => $"docs/{Path.GetFileName(path)}").Prepend("README.md");

    private static IEnumerable<string> Snippets(string text) => CSharp().Matches(text).Select(match => match.Groups["code"].Value);

    private static IEnumerable<string> CommandLines(string text) =>
        text.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith(Program, StringComparison.Ordinal));

    /// <summary>What follows <c>--</c>, up to a comment or a pipe; nothing where nothing follows.</summary>
    private static string[] Arguments(string line)
    {
        var rest = line[Program.Length..].Split(" #", 2)[0].Split(" | ", 2)[0].Trim();
        return rest.Length == 0 ? [] : rest["-- ".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharp();

    [GeneratedRegex(@"\[[^\]\n]+\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}
