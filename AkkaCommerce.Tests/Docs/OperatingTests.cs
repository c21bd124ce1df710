using System.Collections;
using AkkaCommerce.Node.Commands;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Tests.Ingestion.Runs;

namespace AkkaCommerce.Tests.Docs;

/// <summary>The table of options in docs/operating/settings.md is that of reference.conf.</summary>
public sealed class OperatingTests
{
    [Fact]
    public void The_table_of_options_has_every_option_of_the_reference_with_its_default()
    {
        var reference = Hocon.Reference();
        var expected = Hocon.Paths(reference, Settings.Root).Select(path => (path[(Settings.Root.Length + 1)..], Default(path)));

        Rows().Select(row => (row.Path, row.Default)).ShouldBe(expected, ignoreOrder: true);

        string Default(string path) =>
            reference.GetValue(path).IsArray() ? $"[{string.Join(", ", reference.GetStringList(path))}]"
            : reference.GetString(path)?.Trim() is { Length: > 0 } text ? text : "(empty: never)";
    }

    [Fact]
    public void Options_of_the_command_line_set_the_path_they_stand_beside()
    {
        var root = CommandLine.Create();
        var options = root.Options.Concat(root.Subcommands.SelectMany(command => command.Options)).OfType<SettingOption>().Select(option => (option.Path, option.Name)).Distinct();

        Rows().Where(row => row.Option.Length > 0).Select(row => (row.Path, row.Option)).ShouldBe(options, ignoreOrder: true);
    }

    [Fact]
    public void The_file_that_shows_the_forms_of_HOCON_is_read_as_it_says()
    {
        var text = ReadmeTests.Read("docs/operating/settings.md");
        var begin = text.IndexOf("include \"more.conf\"", StringComparison.Ordinal);
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.conf"), text[begin..text.IndexOf("```", begin, StringComparison.Ordinal)]);
        File.WriteAllText(folder.File("more.conf"), "akkacommerce.simulation.shoppers = 17");

        var (options, problems, _) = FileCheck.Run(folder.File("a.conf"), "a.conf", new Hashtable { ["SHOP_DATABASE"] = "Host=db;Database=shop;Username=shop" });

        problems.ShouldBeEmpty();
        options.ShouldBe(6);
        var (settings, _) = Settings.OfFile(folder.File("a.conf"), "a.conf", new Hashtable());
        settings!.List("roles").ShouldBe(["simulation", "analytics"]);
        settings.Text("sql").ShouldBeEmpty();
        settings.Source("simulation.shoppers").ToString().ShouldBe("file more.conf:1");
    }

    /// <summary>Rows that begin with a path in the table headed <c>option | default</c>.</summary>
    private static IEnumerable<(string Path, string Default, string Option)> Rows() =>
        ReadmeTests.Read("docs/operating/settings.md").Split('\n')
            .SkipWhile(line => !line.StartsWith("| option | default |", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|').Select(cell => cell.Trim().Trim('`')).ToArray())
            .Select(cells => (cells[1], cells[2], cells[4]));
}
