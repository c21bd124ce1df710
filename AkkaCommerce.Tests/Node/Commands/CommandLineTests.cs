using AkkaCommerce.Node.Commands;
using AkkaCommerce.Node.Hosting;
using AkkaCommerce.Tests.Ingestion.Runs;

namespace AkkaCommerce.Tests.Node.Commands;

public sealed class CommandLineTests
{
    public static TheoryData<string> AllCommands => [.. CommandLine.Create().Subcommands.Select(command => command.Name)];

    [Theory]
    [InlineData("--seed x", "akkacommerce: --seed: 'x' is not a whole number from 0 to 18446744073709551615")]
    [InlineData("run --sed 4", "akkacommerce: unknown option '--sed'; did you mean '--seed'? (akkacommerce run --help)")]
    [InlineData("rnu", "akkacommerce: unknown command or argument 'rnu'; did you mean 'run'? (akkacommerce --help)")]
    [InlineData("hlep", "akkacommerce: unknown command or argument 'hlep'; did you mean 'help'? (akkacommerce --help)")]
    [InlineData("snapsot --json", "akkacommerce: unknown command or argument 'snapsot'; did you mean 'snapshot'? (akkacommerce --help)")]
    [InlineData("--from yesterday", "akkacommerce: --from: 'yesterday' is not a time (2025-09-07T15:30:00Z) or a span from another (-2h, +1h30m)")]
    [InlineData("simulate --log sqlit", "akkacommerce: --log: 'sqlit' is not one of sqlite, memory, kafka; did you mean 'sqlite'?")]
    [InlineData("verify --log kafka", "akkacommerce: --log kafka needs --bootstrap HOST:PORT, several separated by commas")]
    [InlineData("verify --log kafka --bootstrap localhost", "akkacommerce: --bootstrap: 'localhost' is not HOST:PORT, several separated by commas")]
    [InlineData("verify --bootstrap a:1", "akkacommerce: --bootstrap goes with --log kafka")]
    [InlineData("verify --log kafka --bootstrap a:1 --topic-prefix a/b", "akkacommerce: --topic-prefix: 'a/b' is not at most 200 letters, digits, dots, underscores and dashes")]
    [InlineData("verify --log kafka --bootstrap a:1 --kafka hunter2", "akkacommerce: --kafka takes KEY=VALUE, such as security.protocol=SASL_SSL")]
    [InlineData("verify --log kafka --bootstrap a:1 --kafka sasl.pasword=hunter2", "akkacommerce: --kafka sasl.pasword: is no property of librdkafka that can be set as text; did you mean 'sasl.password'?")]
    [InlineData("verify --log kafka --bootstrap a:1 --kafka sasl.password=hunter2", "akkacommerce: --kafka sasl.password: every user of this machine could read it on the command line: sasl.password=file:PATH or sasl.password=env:NAME says where it is")]
    [InlineData("verify --log kafka --bootstrap a:1 --kafka sasl.password=env:NO_SUCH_THING", "akkacommerce: --kafka sasl.password: there is no environment variable NO_SUCH_THING")]
    [InlineData("verify --log kafka --bootstrap a:1 --kafka sasl.password=file:/nowhere/a", "akkacommerce: --kafka sasl.password: the file /nowhere/a cannot be read")]
    [InlineData("verify --log kafka --bootstrap a:1 --kafka security.protocol=hunter2", "akkacommerce: --kafka security.protocol: has a value that librdkafka does not take")]
    [InlineData("verify --log kafka --bootstrap a:1 --kafka isolation.level=read_uncommitted", "akkacommerce: --kafka isolation.level: is set by the program: exactly once rests on it")]
    [InlineData("topics --quiet --verbose", "akkacommerce: --quiet and --verbose exclude each other")]
    [InlineData("replay a.ndjson --speed 0", "akkacommerce: --speed: '0' is not a number above 0: seconds of event time a second (such as 60)")]
    [InlineData("verify --data", "akkacommerce: --data needs a value: --data FOLDER (akkacommerce verify --help)")]
    [InlineData("verify --data a --data b", "akkacommerce: --data is given 2 times: it takes one FOLDER (akkacommerce verify --help)")]
    [InlineData("simulate --rate", "akkacommerce: --rate needs a value: --rate N (akkacommerce simulate --help)")]
    [InlineData("replay", "akkacommerce: replay needs FILE (akkacommerce replay --help)")]
    [InlineData("replay a.ndjson b.ndjson", "akkacommerce: unknown argument 'b.ndjson': replay takes one FILE (akkacommerce replay --help)")]
    [InlineData("config all", "akkacommerce: unknown argument 'all': config takes options only (akkacommerce config --help)")]
    [InlineData("completion", "akkacommerce: completion needs SHELL (akkacommerce completion --help)")]
    [InlineData("verify --config /", "akkacommerce: /: is a folder, and no file of settings")]
    [InlineData("completion bsh", "akkacommerce: SHELL: 'bsh' is not one of bash, zsh, fish, pwsh; did you mean 'bash'?")]
    [InlineData("simulate", "akkacommerce: simulate needs --from (akkacommerce simulate --help)")]
    [InlineData("simulate --from 2025-09-07T00:00:00Z", "akkacommerce: simulate needs --until (akkacommerce simulate --help)")]
    [InlineData("simulate --from 2025-09-07T01:00:00Z --until 2025-09-07T00:00:00Z", "akkacommerce: until: 2025-09-07T00:00:00Z is not after from, 2025-09-07T01:00:00Z")]
    [InlineData("simulate --config /nowhere/a.conf", "akkacommerce: /nowhere/a.conf: cannot be read (Could not find a part of the path '/nowhere/a.conf'.)")]
    public async Task Bad_usage_is_one_line_and_exit_code_2(string arguments, string message)
    {
        var (code, output, error) = await RunAsync(arguments);

        code.ShouldBe(2);
        output.ShouldBeEmpty();
        error.ShouldBe(message + Environment.NewLine);
    }

    [Theory]
    [MemberData(nameof(AllCommands))]
    public async Task Every_command_has_help_with_examples_that_parse(string name)
    {
        var (code, output, _) = await RunAsync($"{name} --help");

        code.ShouldBe(0);
        output.ShouldContain("Examples:");
        output.ShouldContain("--data <FOLDER>");
        var command = CommandLine.Create().Subcommands.OfType<ProgramCommand>().Single(one => one.Name == name);
        command.Examples.ShouldNotBeEmpty();
        output.Split('\n').ShouldAllBe(line => line.TrimEnd().Length <= 80);
        foreach (var (arguments, _) in command.Examples)
            CommandLine.Parse(arguments.Split('|', '>')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)).Errors.ShouldBeEmpty(arguments);
    }

    [Fact]
    public async Task Without_a_command_help_lists_them_all()
    {
        var (code, output, _) = await RunAsync("--help");

        code.ShouldBe(0);
        foreach (var command in CommandLine.Create().Subcommands) output.ShouldContain($"  {command.Name} ");
        output.Split('\n').ShouldAllBe(line => line.TrimEnd().Length <= 80);
    }

    [Theory]
    [InlineData("help", "--help")]
    [InlineData("help verify", "verify --help")]
    public async Task The_word_help_shows_the_help_too(string word, string option)
    {
        var (code, output, error) = await RunAsync(word);

        (code, error).ShouldBe((0, ""));
        output.ShouldBe((await RunAsync(option)).Output);
    }

    [Theory]
    [InlineData("ver", "verify")]
    [InlineData("run --log-l", "--log-level")]
    [InlineData("run --log-level ", "warning")]
    [InlineData("run --roles ", "analytics")]
    [InlineData("completion ", "zsh")]
    public async Task A_shell_that_asks_what_may_follow_is_told(string typed, string offered)
    {
        var line = $"akkacommerce {typed}";

        var told = await Program.RunAsync([$"[suggest:{line.Length}]", line]);

        (told.Code, told.Error).ShouldBe((0, ""));
        told.Lines.ShouldContain(offered);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public async Task There_is_a_script_of_completion_for_each_shell(string shell) =>
        (await RunAsync($"completion {shell}")).Output.ShouldContain("[suggest:");

    [Fact]
    public async Task Quiet_says_nothing_that_is_no_failure()
    {
        using var folder = new TemporaryFolder();
        string[] arguments = ["simulate", "--from", "2025-09-07T12:00:01Z", "--until", "+1m", "--shoppers", "50", "--out", folder.File("out.ndjson")];

        (await Program.RunAsync(arguments)).Error.ShouldContain("events/s");
        (await Program.RunAsync([.. arguments, "--quiet"])).Error.ShouldBeEmpty();
        (await Program.RunAsync([.. arguments, "--verbose"])).Error.ShouldContain("akkacommerce: simulate took ");
    }

    [Fact]
    public async Task Simulate_says_that_where_a_shop_is_kept_means_nothing_to_it() =>
        string.Join(' ', (await RunAsync("simulate --help")).Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ShouldContain("--data, --log and what goes with them; they do nothing here");

    [Fact]
    public void Arguments_without_a_command_are_those_of_run() =>
        CommandLine.Parse(["--shoppers", "1000"]).CommandResult.Command.ShouldBeOfType<RunCommand>();

    [Fact]
    public async Task Simulate_writes_the_same_bytes_each_time()
    {
        const string Arguments = "simulate --from 2025-09-07T12:00:00Z --until +10m --shoppers 500";

        var (code, first, _) = await RunAsync(Arguments);
        var (_, second, _) = await RunAsync(Arguments);

        code.ShouldBe(0);
        first.Split('\n').Length.ShouldBeGreaterThan(100);
        second.ShouldBe(first);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string arguments)
    {
        using var bytes = new MemoryStream();
        using var error = new StringWriter();
        using var signals = new Signals(_ => { });
        int code;
        using (var output = new Output(bytes, isTerminal: false))
            code = await CommandLine.RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), output, error, TimeProvider.System, signals);
        return (code, System.Text.Encoding.UTF8.GetString(bytes.ToArray()), error.ToString());
    }
}
