using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace AkkaCommerce.Tests.Node.Processes;

/// <summary>The built program on a terminal that tmux plays: a screen of any size, whose keys a test presses and whose picture it reads.</summary>
internal sealed class Tmux : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static int _servers;

    private readonly string _folder;
    private readonly int _number = Interlocked.Increment(ref _servers);

    /// <summary>A person's shell, with job control.</summary>
    public Tmux(string folder, int width, int height)
    {
        _folder = folder;
        Call("-f", "/dev/null", "new-session", "-d", "-x", Text(width), "-y", Text(height), $"cd '{folder}'; PS1='shell> ' exec bash --norc --noprofile -i");
    }

    /// <param name="folder">Where the program works.</param>
    /// <param name="environment">What a shell may set before a command: <c>NO_COLOR=1</c>.</param>
    public Tmux(string folder, int width, int height, string environment, params string[] arguments)
    {
        _folder = folder;
        File.WriteAllText(Path.Combine(folder, "program"), $"""
            trap : INT
            cd '{folder}'
            echo what stood here before
            stty -a > before
            env -u CI -u NO_COLOR {environment} {Called} {string.Join(' ', arguments)}
            echo "exit code $?" > code
            stty -a > after
            sleep 60
            """);
        Call("-f", "/dev/null", "new-session", "-d", "-x", Text(width), "-y", Text(height), $"sh '{Path.Combine(folder, "program")}'");
    }

    /// <summary>Why there can be none; null: there can.</summary>
    public static string? Missing { get; } = IsThere() ? null : "there is no tmux";

    /// <summary>What stands on the screen, a line a row.</summary>
    public string[] Screen() => Picture("-p");

    /// <summary>The same, with the sequences that colour it.</summary>
    public string[] Coloured() => Picture("-p", "-e");

    /// <summary>How the built program is called in a shell.</summary>
    public static string Called { get; } = $"dotnet '{Path.Combine(AppContext.BaseDirectory, "akkacommerce.dll")}'";

    /// <summary>What a person writes, with Enter.</summary>
    public void Type(string line) => Call("send-keys", "-l", line + "\r");

    public void Press(params string[] keys) => Call([.. (string[])["send-keys"], .. keys]);

    public void Resize(int width, int height) => Call("resize-window", "-x", Text(width), "-y", Text(height));

    /// <summary>The process that the shell waits for.</summary>
    public int Program => int.Parse(Run("pgrep", "-P", Call("list-panes", "-F", "#{pane_pid}").Trim()).Trim(), CultureInfo.InvariantCulture);

    public async Task<string[]> ShowsAsync(Func<string[], bool> what)
    {
        using var patience = new CancellationTokenSource(Patience);
        var screen = Screen();
        for (; !what(screen); screen = Screen())
        {
            if (patience.IsCancellationRequested) throw new TimeoutException($"It shows\n{string.Join('\n', screen)}");
            await Task.Delay(TimeSpan.FromMilliseconds(30));
        }
        return screen;
    }

    public Task<string[]> ShowsAsync(string part) => ShowsAsync(screen => screen.Any(line => line.Contains(part, StringComparison.Ordinal)));

    /// <summary>Waits for the program to end.</summary>
    /// <returns>Its exit code, what the screen shows then, and whether the terminal is set as it was.</returns>
    public async Task<(string Code, string[] Screen, bool IsAsBefore)> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!File.Exists(Path.Combine(_folder, "after")) || File.ReadAllText(Path.Combine(_folder, "after")).Length == 0) await Task.Delay(TimeSpan.FromMilliseconds(30), patience.Token);
        return (File.ReadAllText(Path.Combine(_folder, "code")).Trim(), Screen(), File.ReadAllText(Path.Combine(_folder, "after")) == File.ReadAllText(Path.Combine(_folder, "before")));
    }

    public void Dispose() => Run("tmux", "-S", Socket, "kill-server");

    /// <summary>One each: a server that was told to end may still be there when the next begins.</summary>
    private string Socket => Path.Combine(_folder, $"tmux-{_number}");

    private string[] Picture(params string[] how) => Call([.. (string[])["capture-pane"], .. how]).TrimEnd('\n').Split('\n');

    private string Call(params string[] arguments) => Run("tmux", [.. (string[])["-S", Socket], .. arguments]);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool IsThere()
    {
        try
        {
            return Run("tmux", "-V").StartsWith("tmux", StringComparison.Ordinal);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["TERM"] = "xterm-256color";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}

/// <summary>A fact about a terminal: skipped, with the reason, where there is no tmux.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TmuxFactAttribute([CallerMemberName] string name = "") : FactUnlessAttribute(Tmux.Missing, name);
