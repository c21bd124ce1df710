using System.Text.RegularExpressions;
using AkkaCommerce.Tests.Node;

namespace AkkaCommerce.Tests.Docs;

/// <summary>The documents of the repository, and the snippets in them.</summary>
internal static partial class Documents
{
    /// <summary>README and all of docs, from the repository's top, with slashes.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "README.md",
        .. Directory.EnumerateFiles(Path.Combine(Repository.Folder, "docs"), "*.md", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.Folder, path).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    /// <summary>What stands between <c>```kind</c> and <c>```</c>, in all documents.</summary>
    public static IReadOnlyList<(string Document, string Text)> Snippets(string kind) =>
        [.. All.SelectMany(document => Snippet().Matches(ReadmeTests.Read(document)).Where(match => match.Groups["kind"].Value == kind).Select(match => (document, match.Groups["text"].Value)))];

    /// <summary>Calls of the program: lines of snippets for a shell, and <c>akkacommerce …</c> within a text; the document, and what follows the program's name.</summary>
    public static IReadOnlyList<(string Document, string[] Arguments)> Calls { get; } =
    [
        .. Snippets("sh").SelectMany(snippet => snippet.Text.Split('\n').SelectMany(line => Call().Matches(line)).Select(match => (snippet.Document, Words(match)))),
        .. All.SelectMany(document => Mention().Matches(ReadmeTests.Read(document)).Select(match => (document, Words(match)))),
    ];

    private static string[] Words(Match call) => [.. Word().Matches(call.Groups["arguments"].Value).Select(word => word.Value.Replace("\"", "", StringComparison.Ordinal))];

    [GeneratedRegex("^```(?<kind>[a-z]+)\n(?<text>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Snippet();

    /// <summary>Up to a comment, a pipe or a bracket.</summary>
    [GeneratedRegex(@"(?:^dotnet run (?:-c Release )?--project AkkaCommerce\.Node(?: --|(?= *#|$))|^akkacommerce|(?<=[(|] ?)akkacommerce|(?<= exec \w+ )akkacommerce)(?<arguments>(?:""[^""]*""|(?! #| \||[)>]).)*)")]
    private static partial Regex Call();

    [GeneratedRegex(@"`[^`\n]*\bakkacommerce (?<arguments>[a-z][^`\n|]*)`")]
    private static partial Regex Mention();

    [GeneratedRegex(@"(?:""[^""]*""|[^\s""])+")]
    private static partial Regex Word();
}
