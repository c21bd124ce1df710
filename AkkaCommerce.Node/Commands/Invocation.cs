using System.CommandLine;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Node.Hosting;

namespace AkkaCommerce.Node.Commands;

/// <summary>One call of a command: what was asked for, and where its output goes.</summary>
internal sealed record Invocation(ParseResult Parsed, Settings Settings, ProgramOptions Program, Output Output, TextWriter Error, TimeProvider Time, Signals Signals)
{
    /// <summary>Whether nothing but failures is to be said on standard error.</summary>
    public bool IsQuiet => Value(CommonOptions.Quiet);

    /// <summary>Whether a person wants to know more than is needed.</summary>
    public bool IsVerbose => Value(CommonOptions.Verbose);

    public T? Value<T>(Option<T> option) => Parsed.GetValue(option);

    public T? Value<T>(Argument<T> argument) => Parsed.GetValue(argument);

    /// <summary>Says something on standard error that is no failure.</summary>
    public void Note(string line) => Say($"akkacommerce: {line}");

    /// <summary>Says something on standard error that only <c>--verbose</c> asks for.</summary>
    public void Detail(string line)
    {
        if (IsVerbose) Note(line);
    }

    /// <summary>Says on standard error what came out, where standard output is something else.</summary>
    public void Say(string line)
    {
        if (!IsQuiet) Error.WriteLine(line);
    }

    /// <summary>A bar on standard error for work that takes long; dispose of it when the work is done.</summary>
    /// <param name="work">What is done, as in "verifying".</param>
    public WorkProgress Progress(string work) => new(IsQuiet ? null : Error as StatusLine, work, Time);
}
