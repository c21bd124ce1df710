using System.Text.Json;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Tests.Ingestion.Runs;

namespace AkkaCommerce.Tests.Node.Commands;

public sealed class ConfigCommandTests
{
    [Fact]
    public async Task Each_option_is_told_with_its_value_and_where_it_was_set()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("a.conf");
        await File.WriteAllTextAsync(file, "akkacommerce {\n  simulation.products = 7\n  roles = [simulation]\n}\nakka.loglevel = INFO\n");

        var told = await Program.RunAsync(["config", "--json", "--config", file, "--seed", "5"]);

        told.Code.ShouldBe(0, told.Error);
        told.Lines.Length.ShouldBe(1);
        var options = JsonDocument.Parse(told.Output).RootElement.GetProperty("options").EnumerateArray().ToDictionary(option => option.GetProperty("option").GetString()!);
        Told("simulation.seed").ShouldBe(("5", "command_line", "--seed", null));
        Told("simulation.products").ShouldBe(("7", "file", file, 2));
        Told("roles").ShouldBe(("simulation", "file", file, 3));
        Told("akka.loglevel").ShouldBe(("INFO", "file", file, 5));
        Told("simulation.shoppers").ShouldBe(("10000", "default", "reference.conf", null));
        foreach (var path in Hocon.Paths(Hocon.Reference(), Settings.Root)) options.ShouldContainKey(path[(Settings.Root.Length + 1)..]);

        (string?, string?, string?, int?) Told(string path) =>
            (options[path].GetProperty("value").GetString(), options[path].GetProperty("source").GetString(), options[path].GetProperty("name").GetString(),
                options[path].GetProperty("line") is { ValueKind: JsonValueKind.Number } line ? line.GetInt32() : null);
    }

    [Fact]
    public async Task The_table_names_file_and_line_and_hides_what_is_secret()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("a.conf");
        await File.WriteAllTextAsync(
            file,
            """
            akkacommerce {
              log = kafka
              kafka.bootstrap = "a:1"
              kafka.properties { sasl.password = hunter2, sasl.username = shop, ssl.key.password = "env:PATH" }
              sql = "Host=db;Database=shop;Username=shop;Password=hunter3"
            }
            akka.persistence.journal.other.connection-string = "Data Source=x;Pwd=hunter4"
            """);

        var told = await Program.RunAsync(["config", "--config", file]);

        told.Code.ShouldBe(0, told.Error);
        told.Output.ShouldNotContain("hunter");
        told.Output.ShouldContain("(hidden)");
        told.Output.ShouldContain("env:PATH");
        told.Output.ShouldContain("host=db", Case.Insensitive);
        told.Output.ShouldContain($"file {file}:4");
    }

    [Theory]
    [InlineData("loggers = [a, b]", "[a, b]")]
    [InlineData("loggers = []", "")]
    [InlineData("loggers = null", "")]
    public async Task A_list_and_nothing_of_Akkas_settings_are_shown_too(string setting, string value)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("a.conf");
        await File.WriteAllTextAsync(file, $"akka {{ {setting} }}");

        var told = await Program.RunAsync(["config", "--json", "--config", file]);

        told.Code.ShouldBe(0, told.Error);
        JsonDocument.Parse(told.Output).RootElement.GetProperty("options").EnumerateArray().Last().GetProperty("value").GetString().ShouldBe(value);
    }

    [Fact]
    public async Task The_reference_is_printed_as_it_is_whatever_the_settings_are() =>
        (await Program.RunAsync(["config", "--reference", "--config", "/nowhere/a.conf"])).ShouldBe(new Told(0, Hocon.ReferenceText(), ""));

    [Fact]
    public async Task A_file_that_is_right_is_said_to_be()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("a.conf");
        await File.WriteAllTextAsync(file, "akkacommerce.simulation { seed = 2, shoppers = 3 }");

        (await Program.RunAsync(["config", "--check", file])).ShouldBe(new Told(0, $"{file} is right: it sets 2 options\n", ""));
    }

    [Fact]
    public async Task All_that_is_wrong_in_a_file_is_named_with_its_line_and_exit_code_2()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("a.conf");
        await File.WriteAllTextAsync(file, "akkacommerce {\n  simulation.shopers = 3\n  simulation.seed = x\n  retention.age = 1x\n}\nakka.loglevel = LOUD\n");

        var told = await Program.RunAsync(["config", "--check", file, "--seed", "1"]);

        (told.Code, told.Output).ShouldBe((2, ""));
        told.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(
            [
                $"akkacommerce: {file}:2: unknown option 'akkacommerce.simulation.shopers'; did you mean 'akkacommerce.simulation.shoppers'?",
                $"akkacommerce: {file}:3: akkacommerce.simulation.seed: 'x' is not a whole number from 0 to 18446744073709551615",
                $"akkacommerce: {file}:4: akkacommerce.retention.age: '1x' is not a duration from 1m to 3650d (such as 10s, 5m, 7d)",
                $"akkacommerce: {file}:6: akka.loglevel: 'LOUD' is not one of DEBUG, INFO, WARNING, ERROR, OFF",
            ]);
    }

    [Fact]
    public async Task A_file_that_is_no_HOCON_is_named_with_its_line_and_exit_code_2()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("a.conf");
        await File.WriteAllTextAsync(file, "akkacommerce {\n  data = x = y\n}\n");

        (await Program.RunAsync(["config", "--check", file])).ShouldBe(new Told(2, "", $"akkacommerce: {file}:2: '=' in the value of 'data': it may stand in quotes\n"));
    }
}
