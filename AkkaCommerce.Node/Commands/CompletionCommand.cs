using System.CommandLine;
using AkkaCommerce.Node.Configuration;

namespace AkkaCommerce.Node.Commands;

/// <summary>A script that makes a shell complete commands, options and their values: it asks the program itself (<c>[suggest:N]</c>).</summary>
internal sealed class CompletionCommand : ProgramCommand
{
    private static readonly string[] Shells = ["bash", "zsh", "fish", "pwsh"];

    private readonly Argument<string> _shell = new("SHELL") { HelpName = "SHELL", Description = string.Join(", ", Shells) };

    public CompletionCommand()
        : base(
            "completion",
            "Prints a script by which a shell completes this program's commands, options and values.",
            ("completion bash >> ~/.bashrc", "for every bash to come"),
            ("completion zsh > ~/.zfunc/_akkacommerce", "where ~/.zfunc is in fpath"),
            ("completion fish > ~/.config/fish/completions/akkacommerce.fish", "for every fish to come"),
            ("completion pwsh >> $PROFILE", "for every PowerShell to come"))
    {
        _shell.CompletionSources.Add(Shells);
        Arguments.Add(_shell);
    }

    public override bool IsPrinted(ParseResult parsed) => true;

    public override void Print(ParseResult parsed, Output output)
    {
        var shell = parsed.GetValue(_shell)!;
        if (!Shells.Contains(shell)) throw new ConfigurationException($"SHELL: '{shell}' is not one of {string.Join(", ", Shells)}{Suggestion.For(shell, Shells)}");
        using var stream = typeof(CompletionCommand).Assembly.GetManifestResourceStream($"completion.{shell}")!;
        stream.CopyTo(output.Stream);
    }
}
