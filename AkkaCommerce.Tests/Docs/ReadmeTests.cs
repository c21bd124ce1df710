using System.Text.RegularExpressions;
using AkkaCommerce.Tests.Node;

namespace AkkaCommerce.Tests.Docs;

/// <summary>The test that README shows.</summary>
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

    internal static string Read(string document) => File.ReadAllText(Path.Combine(Repository.Folder, document)).ReplaceLineEndings("\n");

    private static IEnumerable<string> Snippets(string text) => CSharp().Matches(text).Select(match => match.Groups["code"].Value);

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharp();
}
