using System.CommandLine;
using System.CommandLine.Parsing;
using AkkaCommerce.Node.Configuration;

namespace AkkaCommerce.Node.Commands;

/// <summary>What is wrong with a command line that cannot be understood, in a line with the help to look at.</summary>
internal static class UsageProblem
{
    /// <param name="parsed">With errors.</param>
    public static string Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var help = $"(akkacommerce {command.Name} --help)";
        if (parsed.UnmatchedTokens.Count > 0) return Unknown(command, parsed.UnmatchedTokens[0], help);
        var error = parsed.Errors[0];
        if (error.SymbolResult is OptionResult { Option: var option } result)
        {
            if (result.Tokens.Count == 0) return $"{option.Name} needs a value: {option.Name} {option.HelpName} {help}";
            if (result.IdentifierTokenCount > 1) return $"{option.Name} is given {result.IdentifierTokenCount} times: it takes one {option.HelpName} {help}";
        }
        var missing = command.Arguments.Where(argument => argument.Arity.MinimumNumberOfValues > 0 && parsed.GetResult(argument) is null or { Tokens.Count: 0 }).ToList();
        return missing.Count > 0 ? $"{command.Name} needs {string.Join(' ', missing.Select(argument => argument.HelpName ?? argument.Name))} {help}" : $"{error.Message.TrimEnd('.')} {help}";
    }

    /// <summary>What stands before everything else may have been meant as a command: without one, the command is run.</summary>
    private static string Unknown(Command command, string token, string help)
    {
        if (token.StartsWith('-')) return $"unknown option '{token}'{Suggestion.For(token, Ancestors(command).SelectMany(one => one.Options).Select(option => option.Name))} {help}";
        if (command is not RunCommand) return $"unknown argument '{token}': {command.Name} takes {Taken(command)} {help}";
        var commands = command.Parents.OfType<Command>().SelectMany(one => one.Subcommands).Select(one => one.Name);
        return $"unknown command or argument '{token}'{Suggestion.For(token, [.. commands, CommandLine.Help])} (akkacommerce --help)";
    }

    private static string Taken(Command command) => command.Arguments.Count > 0 ? $"one {command.Arguments[0].HelpName ?? command.Arguments[0].Name}" : "options only";

    private static IEnumerable<Command> Ancestors(Command command) => [command, .. command.Parents.OfType<Command>()];
}
