using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Data.Common;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Node.Hosting;
using AkkaCommerce.Node.Reporting;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Node.Commands;

/// <summary>The program from its arguments to its exit code: 0 it went well, 1 a check failed or the work could not be done, 2 bad usage or configuration.</summary>
internal static class CommandLine
{
    public const int Succeeded = 0;
    public const int Failed = 1;
    public const int Misused = 2;

    /// <summary>What people type who look for <c>--help</c>.</summary>
    public const string Help = "help";

    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    public static RootCommand Create()
    {
        var root = new RootCommand("A simulated shop whose visitors are actors; their events are streamed and analysed as they arrive.\nWithout a command: run.");
        root.Options.Remove(root.Options.OfType<HelpOption>().Single());
        root.Options.Add(ExamplesHelp.Option([("", "the shop, live, with a dashboard"), ("run --help", "what can be set"), ("verify", "proves every number")]));
        foreach (var option in CommonOptions.All) root.Options.Add(option);
        foreach (var command in Commands()) root.Subcommands.Add(command);
        return root;
    }

    public static async Task<int> RunAsync(string[] arguments, Output output, TextWriter error, TimeProvider time, Signals signals)
    {
        try
        {
            var parsed = Parse(arguments);
            if (IsShown(parsed))
                return parsed.Invoke(new InvocationConfiguration { Output = output.Text, Error = error, EnableDefaultExceptionHandler = false });
            if (parsed.Errors.Count > 0) throw new ConfigurationException(UsageProblem.Of(parsed));
            var command = (ProgramCommand)parsed.CommandResult.Command;
            if (command.IsPrinted(parsed))
            {
                command.Print(parsed, output);
                return Succeeded;
            }
            var settings = Settings.Load(Given(parsed), Environment.GetEnvironmentVariables(), parsed.GetValue(CommonOptions.Config), Environment.CurrentDirectory);
            var invocation = new Invocation(parsed, settings, OptionsOf(parsed, settings), output, error, time, signals);
            if (settings.FileName is { } file) invocation.Detail($"settings of {Path.GetFullPath(file)}");
            var started = time.GetTimestamp();
            var code = await command.RunAsync(invocation, signals.Stop);
            invocation.Detail($"{command.Name} took {Show.Span(time.GetElapsedTime(started))}");
            return code;
        }
        catch (ConfigurationException exception)
        {
            foreach (var line in exception.Lines) Say(error, line, Misused);
            return Misused;
        }
        catch (OutputClosedException)
        {
            return Succeeded;
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            return Succeeded;
        }
        catch (Exception exception) when (exception is WorkFailedException or StoreRefusedException or LogUnavailableException or RecordsNotHeldException or IOException or UnauthorizedAccessException or DbException)
        {
            return Say(error, exception.Message, Failed);
        }
    }

    /// <summary>Arguments without a command are those of <c>run</c>; <c>help</c> and <c>help run</c> are <c>--help</c> and <c>run --help</c>.</summary>
    public static ParseResult Parse(string[] arguments)
    {
        var root = Create();
        if (arguments is [Help, .. var command]) return root.Parse([.. command, "--help"], Parsing);
        var parsed = root.Parse(arguments, Parsing);
        if (parsed.CommandResult.Command != root || IsShown(parsed)) return parsed;
        return root.Parse([RunCommand.CommandName, .. arguments], Parsing);
    }

    /// <summary>What every command needs; how much is said decides what is logged, where nobody set that for this process.</summary>
    private static ProgramOptions OptionsOf(ParseResult parsed, Settings settings)
    {
        var (quiet, verbose, options) = (parsed.GetValue(CommonOptions.Quiet), parsed.GetValue(CommonOptions.Verbose), ProgramOptions.Read(settings));
        if (quiet && verbose) throw new ConfigurationException("--quiet and --verbose exclude each other");
        if (settings.IsGivenHere("log-level")) return options;
        return quiet ? options with { LogLevel = LogLevel.Error } : verbose ? options with { LogLevel = LogLevel.Debug } : options;
    }

    /// <summary>Help, the version, or what a shell may complete: said, and nothing done.</summary>
    private static bool IsShown(ParseResult parsed) => parsed.Action is SynchronousCommandLineAction and not ParseErrorAction;

    private static IEnumerable<ProgramCommand> Commands() =>
        [new RunCommand(), new SnapshotCommand(), new VerifyCommand(), new ExportCommand(), new SimulateCommand(), new ReplayCommand(), new TopicsCommand(), new NodesCommand(), new LiftCommand(), new CloseShopCommand(), new CampaignsCommand(), new RetireCommand(), new ConfigCommand(), new CompletionCommand()];

    private static Dictionary<string, (string Value, string Name)> Given(ParseResult parsed)
    {
        var given = new Dictionary<string, (string, string)>();
        for (SymbolResult? result = parsed.CommandResult; result is CommandResult command; result = command.Parent)
            foreach (var option in command.Command.Options.OfType<SettingOption>())
                if (parsed.GetResult(option) is { Implicit: false } && parsed.GetValue(option) is { } value)
                    given[option.Path] = (value, option.Name);
        foreach (var property in parsed.GetValue(CommonOptions.Kafka) ?? [])
        {
            var parts = property.Split('=', 2);
            if (parts.Length < 2 || parts[0].Trim().Length == 0) throw new ConfigurationException($"{CommonOptions.Kafka.Name} takes KEY=VALUE, such as security.protocol=SASL_SSL");
            given[$"{Settings.Passed}.{parts[0].Trim()}"] = (parts[1], $"{CommonOptions.Kafka.Name} {parts[0].Trim()}");
        }
        return given;
    }

    private static int Say(TextWriter error, string message, int code)
    {
        error.WriteLine($"akkacommerce: {message.ReplaceLineEndings(" ")}");
        return code;
    }
}
