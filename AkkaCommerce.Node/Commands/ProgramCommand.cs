using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

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

/// <summary>System.CommandLine's help, and examples after it.</summary>
internal sealed class ExamplesHelp(HelpAction help, IReadOnlyList<(string Arguments, string Purpose)> examples) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public static HelpOption Option(IReadOnlyList<(string Arguments, string Purpose)> examples)
    {
        var option = new HelpOption();
        option.Action = new ExamplesHelp((HelpAction)option.Action!, examples);
        return option;
    }

    public override int Invoke(ParseResult parseResult)
    {
        var result = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        var width = examples.Max(example => example.Arguments.Length);
        foreach (var (arguments, purpose) in examples)
            output.WriteLine($"  akkacommerce {arguments.PadRight(width)}  # {purpose}");
        output.WriteLine();
        return result;
    }
}
