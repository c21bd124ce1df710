using System.Runtime.InteropServices;
using AkkaCommerce.Node.Hosting;
using AkkaCommerce.Node.Screen;

namespace AkkaCommerce.Node.Reporting;

/// <summary>A person at a terminal: what is drawn there, the keys they press, and what befalls the terminal while the program has it.</summary>
internal sealed class TerminalWatch : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations;
    private readonly JobControl? _job;

    private TerminalWatch(Terminal terminal, Signals signals)
    {
        _job = OperatingSystem.IsWindows() ? null : new JobControl(); // before keys are read
        Terminal = terminal;
        signals.BeforeExit = terminal.Dispose;
        AppDomain.CurrentDomain.UnhandledException += GiveBack;
        Keys = Keyboard.ReadOrNull(quit: () => signals.AskToStop());
        _registrations = OperatingSystem.IsWindows() ? [] :
        [
            PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => terminal.Redraw()),
            PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => terminal.Redraw(goesOn: true)),
            PosixSignalRegistration.Create(PosixSignal.SIGTSTP, Suspend),
        ];
    }

    public Terminal Terminal { get; }

    /// <summary>Null where standard input is no terminal.</summary>
    public Keyboard? Keys { get; }

    /// <inheritdoc cref="Terminal.OpenOrNull"/>
    public static TerminalWatch? OpenOrNull(Signals signals) => Terminal.OpenOrNull() is { } terminal ? new TerminalWatch(terminal, signals) : null;

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        AppDomain.CurrentDomain.UnhandledException -= GiveBack;
        Terminal.Dispose();
    }

    /// <summary>Ctrl-Z: the shell's screen again, and then a stop like anybody's.</summary>
    private void Suspend(PosixSignalContext context)
    {
        context.Cancel = true;
        Terminal.Suspend(_job!.Stop);
        Terminal.Redraw();
    }

    /// <summary>What ends the program is told below what stood on the terminal before.</summary>
    private void GiveBack(object sender, UnhandledExceptionEventArgs ending) => Terminal.Dispose();
}
