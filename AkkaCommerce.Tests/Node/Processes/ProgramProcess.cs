using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace AkkaCommerce.Tests.Node.Processes;

/// <summary>The built program as a process of its own, that is never left behind.</summary>
internal sealed partial class ProgramProcess : IDisposable
{
    private const int SignalHangUp = 1, SignalInterrupt = 2, SignalKill = 9, SignalTerminate = 15, SignalContinue = 18, SignalStop = 19;

    private readonly Process _process;
    private readonly StringBuilder _error = new();
    private readonly MemoryStream _read = new();
    private readonly Task<byte[]> _output;

    /// <summary>Any of these takes seconds; only a hang takes this long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private ProgramProcess(string folder, string[] arguments, int? firstLines, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "akkacommerce.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_error)
                if (line.Data is not null) _error.Append(line.Data).Append('\n');
        };
        _process.BeginErrorReadLine();
        _output = firstLines is { } lines ? ReadLinesAndCloseAsync(lines) : ReadAllAsync();
    }

    /// <summary>Starts it beside the test.</summary>
    public static ProgramProcess Start(string folder, params string[] arguments) => new(folder, arguments, null);

    /// <param name="environment">Beside what the test itself has.</param>
    /// <inheritdoc cref="Start(string, string[])" path="/summary"/>
    public static ProgramProcess Start(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments) => new(folder, arguments, null, environment);

    /// <summary>Runs it to its end.</summary>
    public static async Task<ProgramResult> RunAsync(string folder, params string[] arguments)
    {
        using var program = new ProgramProcess(folder, arguments, null);
        return await program.EndAsync();
    }

    /// <summary>Runs it and goes away after so many lines of its output: what <c>| head</c> does.</summary>
    public static async Task<ProgramResult> HeadAsync(string folder, int lines, params string[] arguments)
    {
        using var program = new ProgramProcess(folder, arguments, lines);
        return await program.EndAsync();
    }

    public bool HasEnded => _process.HasExited;

    /// <summary>The most memory it ever had, in bytes; of one that has ended: unknown, 0.</summary>
    public long PeakMemory
    {
        get
        {
            _process.Refresh();
            try
            {
                return _process.HasExited ? 0 : _process.PeakWorkingSet64;
            }
            catch (InvalidOperationException)
            {
                return 0; // It ended between the two questions.
            }
        }
    }

    /// <summary>From now on <see cref="PeakMemory"/> is that of what comes; Linux only.</summary>
    public void ForgetPeakMemory() => File.WriteAllText($"/proc/{_process.Id}/clear_refs", "5");

    public void Terminate() => Send(SignalTerminate);

    /// <summary>Sends SIGTERM again and again until it has ended.</summary>
    public async Task<ProgramResult> TerminateToTheEndAsync()
    {
        var ended = EndAsync();
        while (!ended.IsCompleted)
        {
            if (!_process.HasExited) _ = Signal(_process.Id, SignalTerminate); // it may go at this very moment
            await Task.WhenAny(ended, Task.Delay(TimeSpan.FromMilliseconds(2)));
        }
        return await ended;
    }

    public void HangUp() => Send(SignalHangUp);

    public void Interrupt() => Send(SignalInterrupt);

    public void Kill() => Send(SignalKill);

    /// <summary>It stands still until <see cref="Continue"/>.</summary>
    public void Stop() => Send(SignalStop);

    public void Continue() => Send(SignalContinue);

    /// <summary>Waits until it has written something, to standard output or error.</summary>
    public async Task SaysAsync(string part)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!Written().Contains(part, StringComparison.Ordinal))
        {
            if (_process.HasExited && _output.IsCompleted && !Written().Contains(part, StringComparison.Ordinal))
                throw new InvalidOperationException($"It ended and never said '{part}':\n{Written()}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }
    }

    /// <summary>Waits for it to end by itself.</summary>
    public async Task<ProgramResult> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            lock (_error) throw new TimeoutException($"it does not end, and says\n{_error}");
        }
        var output = await _output.WaitAsync(patience.Token);
        lock (_error) return new ProgramResult(_process.ExitCode, output, _error.ToString());
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private async Task<byte[]> ReadAllAsync()
    {
        var buffer = new byte[64 * 1024];
        while (await _process.StandardOutput.BaseStream.ReadAsync(buffer) is > 0 and var count)
            lock (_error) _read.Write(buffer, 0, count);
        return _read.ToArray();
    }

    private string Written()
    {
        lock (_error) return Encoding.UTF8.GetString(_read.ToArray()) + _error;
    }

    private async Task<byte[]> ReadLinesAndCloseAsync(int lines)
    {
        var text = new StringBuilder();
        for (var line = 0; line < lines && await _process.StandardOutput.ReadLineAsync() is { } read; line++) text.Append(read).Append('\n');
        _process.StandardOutput.Close();
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private void Send(int signal)
    {
        if (Signal(_process.Id, signal) != 0) throw new InvalidOperationException($"No signal {signal} to {_process.Id}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Signal(int process, int signal);
}

/// <summary>How the program ended.</summary>
internal sealed record ProgramResult(int Code, byte[] Bytes, string Error)
{
    public string Output => Encoding.UTF8.GetString(Bytes);

    /// <summary>The lines of its output, without the last, empty one.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>For a failing test.</summary>
    public override string ToString() => $"exit code {Code}\n--- output\n{(Output.Length > 4000 ? Output[..4000] : Output)}\n--- error\n{Error}";
}
