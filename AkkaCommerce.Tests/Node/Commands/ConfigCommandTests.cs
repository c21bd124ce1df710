using System.Text.Json;
using System.Text.RegularExpressions;
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
    public async Task All_that_is_no_HOCON_is_named_beside_all_other_that_is_wrong()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("a.conf");
        await File.WriteAllTextAsync(
            file,
            """
            akkacommerce {
              data = x = y
              simulation { seed = x, shoppers = ${nowhere}, products
                visits-per-day = 500 }
              roles = [simulation, = , dashbord]
              log = "kafka
              retention.age = [1] x
              include "nowhere.conf"
              console.refresh = 1y
            }
            """);

        var told = await Program.RunAsync(["config", "--check", file]);

        (told.Code, told.Output).ShouldBe((2, ""));
        Regex.Replace(told.Error, @" \(Could not .*\)", "").Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(
            [
                $"akkacommerce: {file}:2: '=' in the value of 'data': it may stand in quotes",
                $"akkacommerce: {file}:3: 'products' is given nothing: KEY = VALUE, or KEY {{ … }}",
                $"akkacommerce: {file}:5: '=' in the value of 'roles': it may stand in quotes",
                $"akkacommerce: {file}:6: quotes that are never closed",
                $"akkacommerce: {file}:8: {Path.Combine(folder.Path, "nowhere.conf")}: cannot be read",
                $"akkacommerce: {file}:3: ${{nowhere}} leads nowhere: neither the file nor the environment has it (${{?nowhere}} may be missing)",
                $"akkacommerce: {file}:7: texts, lists and objects cannot stand beside each other as one value",
                $"akkacommerce: {file}:3: akkacommerce.simulation.seed: 'x' is not a whole number from 0 to 18446744073709551615",
                $"akkacommerce: {file}:4: akkacommerce.simulation.visits-per-day: '500' is not a number above 0 and up to 100",
                $"akkacommerce: {file}:5: akkacommerce.roles: 'dashbord' is not one of simulation, analytics, dashboard; did you mean 'dashboard'?",
                $"akkacommerce: {file}:9: akkacommerce.console.refresh: '1y' is not a duration from 100ms to 1m (such as 10s, 5m, 7d)",
            ],
            ignoreOrder: true);
    }

    [Theory]
    [InlineData("akkacommerce {\n  simulation { seed = x\n  retention.age = 1x\n}\ndata = = 1\n", 1, "'{' is never closed", "a.conf:5: '=' in the value of 'data': it may stand in quotes")]
    [InlineData("akkacommerce {\n  roles = [simulation, analytics\n  data = = 1\n}\n", 4, "'}' does not close the '[' of line 2", "a.conf:3: '=' in the value of 'roles': it may stand in quotes")]
    [InlineData("akkacommerce { data = = 1 ]\n}\nx = 1\n", 1, "']' does not close the '{' of line 1", "a.conf:1: '=' in the value of 'data': it may stand in quotes")]
    public async Task Where_a_bracket_has_no_other_only_what_is_no_HOCON_is_named(string text, int line, string bracket, string other)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("a.conf");
        await File.WriteAllTextAsync(file, text);

        var told = await Program.RunAsync(["config", "--check", file]);

        (told.Code, told.Output).ShouldBe((2, ""));
        told.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(
            [
                $"akkacommerce: {file}:{line}: {bracket}",
                $"akkacommerce: {other.Replace("a.conf", file)}",
                $"akkacommerce: {file}: what else is wrong can be said when its brackets are right",
            ],
            ignoreOrder: true);
    }

    [Fact]
    public async Task Servers_and_nodes_are_judged_each_by_itself()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("a.conf");
        await File.WriteAllTextAsync(
            file,
            """
            akkacommerce {
              log-level = loud
              kafka { topic-prefix = a/b, replication = 9, properties { isolation.level = x, sasl.pasword = x } }
              sql = "Host=db"
              cluster { seed-nodes = [one], host = "a b", port = 70000 }
              analytics { pane = 1500ms, window = 1y, lateness = 2d }
            }
            """);

        var told = await Program.RunAsync(["config", "--check", file]);

        told.Code.ShouldBe(2);
        told.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(
            [
                $"akkacommerce: {file}:2: akkacommerce.log-level: 'loud' is not one of trace, debug, information, warning, error, none",
                $"akkacommerce: {file}:3: akkacommerce.kafka.topic-prefix: 'a/b' is not at most 200 letters, digits, dots, underscores and dashes",
                $"akkacommerce: {file}:3: akkacommerce.kafka.replication: '9' is not a whole number from 1 to 7",
                $"akkacommerce: {file}:3: akkacommerce.kafka.properties.isolation.level: is set by the program: exactly once rests on it",
                $"akkacommerce: {file}:3: akkacommerce.kafka.properties.sasl.pasword: is no property of librdkafka that can be set as text; did you mean 'sasl.password'?",
                $"akkacommerce: {file}:4: akkacommerce.sql: needs Host and Database, such as Host=db;Database=shop;Username=shop",
                $"akkacommerce: {file}:5: akkacommerce.cluster.seed-nodes: 'one' is not HOST:PORT, several separated by commas",
                $"akkacommerce: {file}:5: akkacommerce.cluster.host: 'a b' is no name or address of a host",
                $"akkacommerce: {file}:5: akkacommerce.cluster.port: '70000' is not a whole number from 0 to 65,535",
                $"akkacommerce: {file}:6: akkacommerce.analytics.pane: '1500ms' is not whole seconds",
                $"akkacommerce: {file}:6: akkacommerce.analytics.window: '1y' is not a duration from 2s to 2d (such as 10s, 5m, 7d)",
                $"akkacommerce: {file}:6: akkacommerce.analytics.lateness: '2d' is not a duration from 0s to 1h (such as 10s, 5m, 7d)",
            ],
            ignoreOrder: true);
    }

    [Theory]
    [InlineData("log = kafka", "a.conf:1: akkacommerce.log: 'kafka' needs kafka.bootstrap too, from the environment or by --bootstrap")]
    [InlineData("cluster.seed-nodes = [\"one:1\"]", "a.conf:1: akkacommerce.cluster.seed-nodes: needs --log kafka and --sql too, or the same from the environment: nodes share a log and a database that all of them reach")]
    public async Task Servers_that_a_file_leaves_to_others_are_said_and_are_no_fault_of_it(string setting, string need)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("a.conf");
        await File.WriteAllTextAsync(file, $"akkacommerce {{ {setting} }}");

        (await Program.RunAsync(["config", "--check", file])).ShouldBe(new Told(0, $"{file} is right: it sets 1 option\n{need.Replace("a.conf", file)}\n", ""));
    }
}
