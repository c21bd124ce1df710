using System.CommandLine;

namespace AkkaCommerce.Node.Commands;

/// <summary>A command with examples below its help, and with what it does.</summary>
internal abstract class ProgramCommand : Command
{
    /// <param name="examples">Whole lines as a person would type them, after the program's name; each with what it is for.</param>
    protected ProgramCommand(string name, string description, params (string Arguments, string Purpose)[] examples)
        : base(name, description)
    {
        Examples = examples;
        Options.Add(ExamplesHelp.Option(examples));
        SetAction((_, _) => Task.FromResult(0));
    }

    public IReadOnlyList<(string Arguments, string Purpose)> Examples { get; }

    /// <summary>Whether what is asked for needs no settings: <see cref="Print"/> does it.</summary>
    public virtual bool IsPrinted(ParseResult parsed) => false;

    /// <summary>Prints what needs no settings.</summary>
    public virtual void Print(ParseResult parsed, Output output)
    {
    }

    /// <returns>The exit code.</returns>
    public virtual Task<int> RunAsync(Invocation invocation, CancellationToken cancel) => Task.FromResult(CommandLine.Succeeded);
}
