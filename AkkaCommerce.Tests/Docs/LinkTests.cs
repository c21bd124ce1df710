using System.Text.RegularExpressions;
using AkkaCommerce.Tests.Node;

namespace AkkaCommerce.Tests.Docs;

/// <summary>What the documents point to is there.</summary>
public sealed partial class LinkTests
{
    [Fact]
    public void Every_link_leads_to_a_file_that_exists_and_to_a_heading_in_it()
    {
        var links = Documents.All.SelectMany(document => Link().Matches(ReadmeTests.Read(document)).Select(match => (document, match.Groups["target"].Value))).Where(link => !link.Value.Contains("://", StringComparison.Ordinal)).ToList();

        links.Count.ShouldBeGreaterThan(40);
        links.Where(link => !IsThere(link.document, link.Value)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_document_is_reached_from_README()
    {
        var (reached, ahead) = (new HashSet<string> { "README.md" }, new Stack<string>(["README.md"]));
        while (ahead.TryPop(out var document))
            foreach (Match link in Link().Matches(ReadmeTests.Read(document)))
            {
                var target = Target(document, link.Groups["target"].Value);
                if (target.EndsWith(".md", StringComparison.Ordinal) && reached.Add(target)) ahead.Push(target);
            }

        Documents.All.ShouldBeSubsetOf(reached);
    }

    [Theory]
    [InlineData("docs/operating/kafka.md", "postgresql.md#windows-for-a-bi-tool", true)]
    [InlineData("docs/operating/kafka.md", "postgresql.md#windows", false)]
    [InlineData("docs/operating/kafka.md", "postgres.md", false)]
    [InlineData("README.md", "#commands", true)]
    [InlineData("README.md", "#command", false)]
    [InlineData("README.md", "hocon", true)]
    public void A_link_that_leads_nowhere_is_known(string document, string target, bool isThere) => IsThere(document, target).ShouldBe(isThere);

    private static bool IsThere(string document, string target)
    {
        var (path, anchor) = (Target(document, target), target.Split('#') is [_, var after] ? after : null);
        var full = Path.Combine(Repository.Folder, path);
        return anchor is null ? File.Exists(full) || Directory.Exists(full) : File.Exists(full) && Anchors(path).Contains(anchor);
    }

    /// <summary>From the repository's top.</summary>
    private static string Target(string document, string target)
    {
        var path = target.Split('#')[0];
        if (path.Length == 0) return document;
        return Path.GetRelativePath(Repository.Folder, Path.GetFullPath(Path.Combine(Repository.Folder, Path.GetDirectoryName(document)!, path))).Replace('\\', '/');
    }

    /// <summary>Headings as GitHub makes anchors of them: small letters, dashes for blanks, and no other marks.</summary>
    private static IEnumerable<string> Anchors(string document) =>
        Heading().Matches(ReadmeTests.Read(document)).Select(match => Mark().Replace(match.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\[[^\]\n]*\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Mark();
}
