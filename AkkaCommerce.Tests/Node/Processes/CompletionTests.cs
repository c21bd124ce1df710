using System.Diagnostics;
using AkkaCommerce.Tests.Ingestion.Runs;

namespace AkkaCommerce.Tests.Node.Processes;

/// <summary>The scripts of completion in the shells that they are for, asking the built program.</summary>
[Trait("Category", "System")]
[Collection(nameof(Alone))]
public sealed class CompletionTests : IDisposable
{
    private const string Fish = "fish", Zsh = "zsh", Bash = "bash";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ShellTheory(Fish)]
    [InlineData("akkacommerce ver", "verify")]
    [InlineData("akkacommerce run --log-l", "--log-level")]
    [InlineData("akkacommerce run --log-level w", "warning")]
    [InlineData("akkacommerce --data x topi", "topics")]
    public async Task Fish_offers_what_may_follow(string typed, string offered) =>
        (await AskAsync(Fish, "--no-config", "--command", $"source {await ScriptAsync(Fish)}; complete --do-complete '{typed}'")).ShouldBe([offered]);

    [ShellTheory(Fish)]
    [InlineData("akkacommerce ")]
    public async Task Fish_offers_all_commands_and_no_twins_of_help(string typed)
    {
        var offered = await AskAsync(Fish, "--no-config", "--command", $"source {await ScriptAsync(Fish)}; complete --do-complete '{typed}'");

        foreach (var command in AkkaCommerce.Node.Commands.CommandLine.Create().Subcommands) offered.ShouldContain(command.Name);
        offered.ShouldNotContain("/h");
    }

    [ShellTheory(Zsh)]
    [InlineData("akkacommerce ver", "akkacommerce verify ")]
    [InlineData("akkacommerce run --log-l", "akkacommerce run --log-level ")]
    [InlineData("akkacommerce run --log-level w", "akkacommerce run --log-level warning ")]
    [InlineData("akkacommerce run --data eve", "akkacommerce run --data events.ndjson ")]
    public async Task Zsh_completes_what_is_typed(string typed, string completed)
    {
        await File.WriteAllTextAsync(_folder.File("events.ndjson"), "");
        var script = await ScriptAsync(Zsh);
        await File.WriteAllTextAsync(_folder.File("drive"), $$"""
            zmodload zsh/zpty
            zpty shell zsh -f -i
            zpty -w shell "PROMPT= ; cd {{_folder.Path}}; autoload -U compinit; compinit -u -D; source {{script}}; unsetopt beep; bindkey '^I' complete-word"
            zpty -w shell "told() { print -r -- \"\$BUFFER\" > told.new; mv told.new told }; zle -N told; bindkey '^X^T' told; print ready > is-ready"
            until [[ -e {{_folder.File("is-ready")}} ]]; do sleep 0.05; done
            zpty -w -n shell $'{{typed}}\t\x18\x14'
            for wait in {1..600}; do [[ -e {{_folder.File("told")}} ]] && break; zpty -r -t shell said; sleep 0.05; done
            cat {{_folder.File("told")}}
            zpty -d shell
            """);

        (await AskAsync(Zsh, "-f", _folder.File("drive"))).ShouldBe([completed]);
    }

    [ShellTheory(Bash)]
    [InlineData("akkacommerce ver", "verify")]
    [InlineData("akkacommerce run --log-l", "--log-level")]
    [InlineData("akkacommerce run --log-level w", "warning")]
    [InlineData("akkacommerce run --data eve", "events.ndjson")]
    public async Task Bash_offers_what_may_follow(string typed, string offered)
    {
        await File.WriteAllTextAsync(_folder.File("events.ndjson"), "");
        await File.WriteAllTextAsync(_folder.File("drive"), $$"""
            source {{await ScriptAsync(Bash)}}
            COMP_LINE='{{typed}}' COMP_POINT={{typed.Length}} COMP_WORDS=({{typed}}) COMP_CWORD={{typed.Split(' ').Length - 1}}
            _akkacommerce
            printf '%s\n' "${COMPREPLY[@]}"
            """);

        (await AskAsync(Bash, _folder.File("drive"))).ShouldBe([offered]);
    }

    /// <summary>The script as the program prints it, in a file; the program is found by its name.</summary>
    private async Task<string> ScriptAsync(string shell)
    {
        Directory.CreateDirectory(_folder.File("bin"));
        var program = Path.Combine(_folder.File("bin"), "akkacommerce");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\nexec dotnet '{Path.Combine(AppContext.BaseDirectory, "akkacommerce.dll")}' \"$@\"\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var printed = await ProgramProcess.RunAsync(_folder.Path, "completion", shell);
        await File.WriteAllBytesAsync(_folder.File($"completion.{shell}"), printed.Bytes);
        return _folder.File($"completion.{shell}");
    }

    /// <summary>What a shell says, a line each.</summary>
    private async Task<string[]> AskAsync(string shell, params string[] arguments)
    {
        var start = new ProcessStartInfo(shell, arguments) { WorkingDirectory = _folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{_folder.File("bin")}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
        (start.Environment["HOME"], start.Environment["LC_ALL"], start.Environment["TERM"]) = (_folder.Path, "C.UTF-8", "xterm");
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var (said, complained) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
            await process.WaitForExitAsync(patience.Token);
            (await complained).ShouldBeEmpty();
            return (await said).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
