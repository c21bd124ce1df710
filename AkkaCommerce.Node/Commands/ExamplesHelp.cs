using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace AkkaCommerce.Node.Commands;

/// <summary>System.CommandLine's help, and examples after it; no wider than a terminal of 80 columns, wherever it goes.</summary>
internal sealed class ExamplesHelp(HelpAction help, IReadOnlyList<(string Arguments, string Purpose)> examples) : SynchronousCommandLineAction
{
    public const int Widest = 80;

    public override bool ClearsParseErrors => true;

    public static HelpOption Option(IReadOnlyList<(string Arguments, string Purpose)> examples)
    {
        var option = new HelpOption();
        option.Action = new ExamplesHelp((HelpAction)option.Action!, examples);
        return option;
    }

    public override int Invoke(ParseResult parseResult)
    {
        if (help.MaxWidth is <= 0 or > Widest) help.MaxWidth = Widest;
        var result = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var line in Lines()) output.WriteLine($"  {line}");
        output.WriteLine();
        return result;
    }

    /// <summary>An example and its purpose in a line, all purposes below each other; where that is too wide, each purpose before its example.</summary>
    private IEnumerable<string> Lines()
    {
        var width = examples.Max(example => example.Arguments.Length);
        var inALine = examples.Select(example => $"akkacommerce {example.Arguments.PadRight(width)}  # {example.Purpose}").ToList();
        return inALine.All(line => line.Length + 2 <= Widest) ? inALine : examples.SelectMany(example => (string[])[$"# {example.Purpose}", $"akkacommerce {example.Arguments}"]);
    }
}
