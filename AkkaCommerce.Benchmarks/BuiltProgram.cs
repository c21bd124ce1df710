using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace AkkaCommerce.Benchmarks;

/// <summary>The built program as a process of its own, ended by its number and never left behind.</summary>
internal sealed partial class BuiltProgram : IDisposable
{
    private const int SignalKill = 9, SignalTerminate = 15;

    private readonly Process _process;

    /// <param name="data">Its data folder.</param>
    public BuiltProgram(string data, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = data, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in Command(data, arguments)) start.ArgumentList.Add(argument);
        Started = Stopwatch.GetTimestamp();
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
    }

    /// <summary>When it was started, by <see cref="Stopwatch"/>.</summary>
    public long Started { get; }

    public bool HasEnded => _process.HasExited;

    /// <summary>CPU time so far; of one that has ended: as last asked.</summary>
    public TimeSpan Cpu { get; private set; }

    /// <summary>Bytes of it in memory now.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>The arguments of <c>dotnet</c> that start it.</summary>
    public static IEnumerable<string> Command(string data, IEnumerable<string> arguments) =>
        [Path.Combine(AppContext.BaseDirectory, "akkacommerce.dll"), "run", "--data", data, .. arguments];

    /// <summary>Asks a process to end.</summary>
    public static void Terminate(int process) => _ = Signal(process, SignalTerminate);

    /// <summary>Waits for its end.</summary>
    /// <returns>What it printed.</returns>
    public async Task<string> EndAsync()
    {
        var output = _process.StandardOutput.ReadToEndAsync();
        while (!_process.WaitForExit(TimeSpan.FromMilliseconds(50))) NoteCpu();
        return await output;
    }

    /// <summary>The events of all, by the summary at the end of what one printed.</summary>
    public static long EventsOf(string output)
    {
        var summary = output.Split('\n').LastOrDefault(line => line.Contains(" orders", StringComparison.Ordinal)) ?? output;
        return long.TryParse(summary.Split(" events", 2)[0], NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var events)
            ? events
            : throw new InvalidOperationException($"The program ended without a summary: {summary}");
    }

    public void Terminate() => Terminate(_process.Id);

    public void Kill()
    {
        _ = Signal(_process.Id, SignalKill);
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }

    private void NoteCpu()
    {
        try
        {
            _process.Refresh();
            Cpu = _process.TotalProcessorTime;
        }
        catch (InvalidOperationException)
        {
            // It has just ended.
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Signal(int process, int signal);
}
