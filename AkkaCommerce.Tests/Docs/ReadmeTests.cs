using System.Text.RegularExpressions;
using AkkaCommerce.Tests.Node;

namespace AkkaCommerce.Tests.Docs;

/// <summary>What README shows is what runs, and what the documents point to is there.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public void The_test_in_README_is_the_one_that_runs()
    {
        var code = Read("AkkaCommerce.Tests/Simulation/Shoppers/ShopperActorSampleTests.cs");
        var between = code[(code.IndexOf("// readme-begin\n", StringComparison.Ordinal) + "// readme-begin\n".Length)..code.IndexOf("    // readme-end", StringComparison.Ordinal)];
        var lines = between.Split('\n').Select(line => line.StartsWith("    ", StringComparison.Ordinal) ? line[4..] : line);

        Snippets(Read("README.md")).ShouldContain(string.Join('\n', lines));
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

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharp();

    [GeneratedRegex(@"\[[^\]\n]+\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}
