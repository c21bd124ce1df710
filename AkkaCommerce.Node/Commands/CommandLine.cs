using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Data.Common;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Node.Hosting;

namespace AkkaCommerce.Node.Commands;

/// <summary>The program from its arguments to its exit code: 0 it went well, 1 a check failed or the work could not be done, 2 bad usage or configuration.</summary>
internal static class CommandLine
{
    public const int Succeeded = 0;
    public const int Failed = 1;
    public const int Misused = 2;

    /// <summary>What people type who look for <c>--help</c>.</summary>
    private const string Help = "help";

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
            if (parsed.Errors.Count > 0) throw new ConfigurationException(Problem(parsed));
            var settings = Settings.Load(Given(parsed), Environment.GetEnvironmentVariables(), parsed.GetValue(CommonOptions.Config), Environment.CurrentDirectory);
            var invocation = new Invocation(parsed, settings, ProgramOptions.Read(settings), output, error, time, signals);
            return await ((ProgramCommand)parsed.CommandResult.Command).RunAsync(invocation, signals.Stop);
        }
        catch (ConfigurationException exception)
        {
            return Say(error, exception.Message, Misused);
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

    /// <summary>Help or the version: said, and nothing done.</summary>
    private static bool IsShown(ParseResult parsed) => parsed.Action is SynchronousCommandLineAction and not ParseErrorAction;

    private static IEnumerable<ProgramCommand> Commands() =>
        [new RunCommand(), new SnapshotCommand(), new VerifyCommand(), new ExportCommand(), new SimulateCommand(), new ReplayCommand(), new TopicsCommand(), new NodesCommand(), new LiftCommand(), new CloseShopCommand(), new CampaignsCommand(), new RetireCommand()];

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

    private static string Problem(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens.Count > 0 && parsed.UnmatchedTokens[0] is var token)
        {
            var options = Ancestors(command).SelectMany(one => one.Options).Select(option => option.Name);
            return token.StartsWith('-')
                ? $"unknown option '{token}'{Suggestion.For(token, options)} (akkacommerce {command.Name} --help)"
                : $"unknown command or argument '{token}'{Suggestion.For(token, [.. Commands().Select(one => one.Name), Help])} (akkacommerce --help)";
        }
        return $"{parsed.Errors[0].Message.TrimEnd('.')} (akkacommerce {command.Name} --help)";
    }

    private static IEnumerable<Command> Ancestors(Command command) => [command, .. command.Parents.OfType<Command>()];

    private static int Say(TextWriter error, string message, int code)
    {
        error.WriteLine($"akkacommerce: {message.ReplaceLineEndings(" ")}");
        return code;
    }
}
