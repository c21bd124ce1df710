using System.Text.Json;
using AkkaCommerce.Analytics.Verification;
using AkkaCommerce.Node.Commands;
using AkkaCommerce.Tests.Node.Commands;

namespace AkkaCommerce.Tests.Docs;

/// <summary>The table of what <c>--json</c> brings, in docs/operating/commands.md, against what it brings.</summary>
public sealed class JsonTableTests
{
    [Theory]
    [InlineData("topics")]
    [InlineData("config")]
    [InlineData("config --kept")]
    public async Task The_fields_of_a_table_as_JSON_are_those_that_are_documented(string command)
    {
        await using var shop = await ShopFolder.CreateAsync();

        var told = await shop.RunAsync([.. command.Split(' '), "--json"]);

        told.Lines.Length.ShouldBe(1);
        Documented(command).ShouldBe(Names(JsonDocument.Parse(told.Output).RootElement), ignoreOrder: true);
    }

    [Fact]
    public void The_fields_of_a_verification_as_JSON_are_those_that_are_documented()
    {
        using var bytes = new MemoryStream();
        using (var output = new Output(bytes, isTerminal: false)) VerifyCommand.Write(output, new VerificationReport { Findings = ["a window differs"] });

        var root = JsonDocument.Parse(bytes.ToArray()).RootElement;

        Documented("verify").ShouldBe(Names(root), ignoreOrder: true);
        root.GetProperty("findings")[0].GetString().ShouldBe("a window differs");
        root.GetProperty("holds").GetBoolean().ShouldBeTrue();
    }

    /// <summary>Names of the object's fields, and of those of objects in its lists.</summary>
    private static HashSet<string> Names(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => [.. value.EnumerateObject().SelectMany(field => Names(field.Value).Prepend(field.Name))],
        JsonValueKind.Array => [.. value.EnumerateArray().SelectMany(Names)],
        _ => [],
    };

    /// <summary>What stands in code in the second cell, without the values in brackets.</summary>
    private static HashSet<string> Documented(string command)
    {
        var row = ReadmeTests.Read("docs/operating/commands.md").Split('\n').Single(line => line.StartsWith($"| `{command} --json` |", StringComparison.Ordinal));
        var cell = System.Text.RegularExpressions.Regex.Replace(row.Split('|')[2], @"\([^)]*\)", "");
        return [.. cell.Split('`').Where((_, part) => part % 2 == 1)];
    }
}
