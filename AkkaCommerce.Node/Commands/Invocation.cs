using System.CommandLine;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Node.Hosting;

namespace AkkaCommerce.Node.Commands;

/// <summary>One call of a command: what was asked for, and where its output goes.</summary>
internal sealed record Invocation(ParseResult Parsed, Settings Settings, ProgramOptions Program, Output Output, TextWriter Error, TimeProvider Time, Signals Signals)
{
    public T? Value<T>(Option<T> option) => Parsed.GetValue(option);

    /// <summary>Says something on standard error that is no failure.</summary>
    public void Note(string line) => Error.WriteLine($"akkacommerce: {line}");

    public T? Value<T>(Argument<T> argument) => Parsed.GetValue(argument);
}
