using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AkkaCommerce.Benchmarks;

/// <summary>The built program on a pseudo-terminal, which util-linux's <c>script</c> gives it.</summary>
internal sealed partial class TerminalSession : IDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly Process _script;
    private readonly StringBuilder _shown = new();
    private readonly SemaphoreSlim _more = new(0);
    private readonly Task _reading;

    public TerminalSession(TemporaryFolder folder)
    {
        _folder = folder;
        var command = $"stty cols 120 rows 40; echo $$ > '{folder["pid"]}'; exec dotnet {string.Join(' ', BuiltProgram.Command(folder["data"], []).Select(argument => $"'{argument}'"))}";
        var start = new ProcessStartInfo("script") { WorkingDirectory = folder.Path, RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["-qefc", command, "/dev/null"]) start.ArgumentList.Add(argument);
        start.Environment["TERM"] = "xterm-256color";
        start.Environment.Remove("CI");
        Started = Stopwatch.GetTimestamp();
        _script = Process.Start(start)!;
        _reading = ReadAsync();
    }

    /// <summary>What a first picture holds behind its first escape sequence.</summary>
    public static Regex Picture { get; } = PicturePattern();

    /// <summary>Revenue as a number, where there was a dash.</summary>
    public static Regex Figures { get; } = FiguresPattern();

    public long Started { get; }

    /// <summary>Waits until the terminal has been told something.</summary>
    public async Task ShowsAsync(Regex what)
    {
        while (!Shows(what))
        {
            if (_reading.IsCompleted) throw new InvalidOperationException("The program ended early.");
            await _more.WaitAsync();
        }
    }

    /// <summary>Asks the program to end, and waits for that.</summary>
    public async Task TerminateAsync()
    {
        BuiltProgram.Terminate(Program());
        await _script.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_script.HasExited)
        {
            BuiltProgram.Terminate(Program());
            _script.WaitForExit();
        }
        _script.Dispose();
        _more.Dispose();
    }

    private int Program() => int.Parse(File.ReadAllText(_folder["pid"]), CultureInfo.InvariantCulture);

    private bool Shows(Regex what)
    {
        lock (_shown) return what.IsMatch(_shown.ToString());
    }

    private async Task ReadAsync()
    {
        var buffer = new char[16 * 1024];
        while (await _script.StandardOutput.ReadAsync(buffer) is > 0 and var read)
        {
            lock (_shown) _shown.Append(buffer, 0, read);
            _more.Release();
        }
        _more.Release();
    }

    [GeneratedRegex(@"\x1b\[\?1049h[^$]*AkkaCommerce")]
    private static partial Regex PicturePattern();

    [GeneratedRegex(@"Revenue[^\r]*?[0-9],?[0-9]*\.[0-9][0-9]")]
    private static partial Regex FiguresPattern();
}
