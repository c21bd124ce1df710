using System.Collections;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Formats;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Node.Commands;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Tests.Ingestion.Formats;
using AkkaCommerce.Tests.Ingestion.Runs;
using AkkaCommerce.Tests.Node;
using AkkaCommerce.Tests.Node.Commands;
using Dapper;

namespace AkkaCommerce.Tests.Docs;

/// <summary>What the documents show can be copied. Their queries for PostgreSQL are asked by <see cref="PostgresQueryTests"/>.</summary>
public sealed partial class SnippetTests
{
    [Fact]
    public void Every_command_line_is_understood()
    {
        Documents.Calls.Count.ShouldBeGreaterThan(40);
        foreach (var (document, arguments) in Documents.Calls)
        {
            var parsed = CommandLine.Parse(arguments);
            parsed.Errors.Select(error => error.Message).ShouldBeEmpty($"{document}: {string.Join(' ', arguments)}");
            parsed.UnmatchedTokens.ShouldBeEmpty($"{document}: {string.Join(' ', arguments)}");
        }
    }

    [Fact]
    public async Task Every_command_that_needs_no_shop_does_what_it_says()
    {
        using var folder = new TemporaryFolder();
        var cheap = Documents.Calls.Where(call => call.Arguments is ["config" or "completion" or "simulate", ..] && !call.Arguments.Contains("--report") && !call.Arguments.Contains("--kept")).ToList();

        cheap.Select(call => call.Arguments[0]).Distinct().ShouldBe(["simulate", "config", "completion"], ignoreOrder: true);
        foreach (var (document, arguments) in cheap)
        {
            var told = await Node.Commands.Program.RunAsync([.. arguments.Select(word => Here(word, folder)), .. arguments[0] == "simulate" ? (string[])["--shoppers", "20"] : []]);
            told.Code.ShouldBe(0, $"{document}: {string.Join(' ', arguments)}: {told.Error}");
        }
    }

    [Fact]
    public void Every_file_of_settings_is_one_that_the_program_can_run_with()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("more.conf"), "");
        var snippets = Documents.Snippets("hocon");

        snippets.Count.ShouldBeGreaterThan(1);
        foreach (var (document, text) in snippets)
        {
            File.WriteAllText(folder.File("a.conf"), text);
            FileCheck.Run(folder.File("a.conf"), "a.conf", new Hashtable { ["SHOP_DATABASE"] = "Host=db;Database=shop;Username=shop" }).Problems.ShouldBeEmpty(document);
        }
    }

    [Fact]
    public void Every_JSON_is_JSON_and_its_events_are_events()
    {
        var lines = Documents.Snippets("json").SelectMany(snippet => snippet.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)).ToList();

        lines.Count.ShouldBeGreaterThan(3);
        foreach (var line in lines)
        {
            var root = JsonDocument.Parse(line).RootElement;
            var isEnvelope = root.TryGetProperty("specversion", out _);
            var data = isEnvelope ? root.GetProperty("data").GetRawText() : line;
            new EventReader().Read(Encoding.UTF8.GetBytes(Times().Replace(data, "\"timestamp\":\"2025-09-07T15:30:00Z\"")), out var view).ShouldBeTrue(line);
            if (isEnvelope) Formatted.Of(new CloudEventsFormat(), data, Topics.Of(view.Type)).ShouldBe(line + "\n");
        }
    }

    [Fact]
    public async Task Every_query_of_the_tables_in_a_data_folder_can_be_asked()
    {
        await using var shop = await ShopFolder.CreateAsync();
        await shop.FinalsAsync(12);
        var database = await shop.Database();
        var queries = Documents.Snippets("sh").SelectMany(snippet => Query().Matches(snippet.Text)).Select(match => match.Groups["sql"].Value).ToList();

        queries.Count.ShouldBeGreaterThan(3);
        foreach (var query in queries) Should.NotThrow(() => database.Read(connection => connection.Query(query).Count()), query);
    }

    [Fact]
    public void The_columns_of_a_table_of_events_are_those_that_are_documented() =>
        ReadmeTests.Read("docs/concepts/events.md").Split('\n').SkipWhile(line => line != "| column | is | of |").Skip(2).TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|')[1].Trim().Trim('`'))
            .ShouldBe(Encoding.ASCII.GetString(new CsvFormat().Beginning).TrimEnd().Split(','));

    /// <summary>A word of a command line, where files are those of the repository or go into the folder.</summary>
    private static string Here(string word, TemporaryFolder folder) =>
        word.StartsWith("hocon/", StringComparison.Ordinal) ? Path.Combine(Repository.Folder, word)
        : Output().IsMatch(word) ? folder.File(word) : word;

    /// <summary>A time that is left out.</summary>
    [GeneratedRegex("\"timestamp\":\"…\"")]
    private static partial Regex Times();

    [GeneratedRegex(@"^sqlite3 [^""]*""(?<sql>[^""]+)""", RegexOptions.Multiline)]
    private static partial Regex Query();

    [GeneratedRegex(@"^[\w-]+\.(ndjson|csv)(\.\w+)?$")]
    private static partial Regex Output();
}
