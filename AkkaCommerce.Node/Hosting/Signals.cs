using System.Runtime.InteropServices;

namespace AkkaCommerce.Node.Hosting;

/// <summary>Ctrl-C, SIGTERM and SIGHUP ask for a good end; a second Ctrl-C ends at once.</summary>
internal sealed class Signals : IDisposable
{
    /// <summary>What a shell expects of a program that Ctrl-C ended.</summary>
    private const int InterruptedExitCode = 130;

    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly Action<int> _exit;
    private int _asked;

    /// <param name="exit">Ends the process at once.</param>
    public Signals(Action<int> exit)
    {
        _exit = exit;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Ask),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ask),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, Ask),
        ];
    }

    /// <summary>Those of the process, listened to until it is gone: a signal at its very end neither kills it nor changes how it ended.</summary>
    public static Signals OfProcess { get; } = new(Environment.Exit);

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Called before a process is ended at once: gives the terminal back.</summary>
    public Action? BeforeExit { get; set; }

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _stop.Dispose();
    }

    /// <summary>Cancels, on a thread of its own, where nobody would catch what is thrown.</summary>
    internal void StopAll()
    {
        try
        {
            _stop.Cancel();
        }
        catch (Exception e) when (e is ObjectDisposedException or AggregateException)
        {
            // It came to its end by itself meanwhile: what was to be told of the signal is gone.
        }
    }

    /// <summary>Asks for a good end, as the first signal does.</summary>
    /// <returns>Whether nobody had asked before.</returns>
    public bool AskToStop()
    {
        if (Interlocked.Increment(ref _asked) > 1) return false;
        new Thread(StopAll) { IsBackground = true, Name = "stopping" }.Start(); // at full speed the pool's queue is long
        return true;
    }

    private void Ask(PosixSignalContext context)
    {
        context.Cancel = true;
        if (!AskToStop() && context.Signal == PosixSignal.SIGINT)
        {
            BeforeExit?.Invoke();
            _exit(InterruptedExitCode);
        }
    }
}
