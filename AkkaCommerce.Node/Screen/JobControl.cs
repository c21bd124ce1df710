using System.Runtime.InteropServices;

namespace AkkaCommerce.Node.Screen;

/// <summary>
/// What a shell does with its jobs, seen from one of them: it has the terminal or not, stops, and goes on. Structures of the C library are passed as they come,
/// as bytes, so their layout, which differs between systems, matters to nobody here.
/// </summary>
internal sealed partial class JobControl
{
    /// <summary>More than termios and sigaction take on any system.</summary>
    private const int Room = 512;

    /// <summary>TCSADRAIN: what was written is shown before.</summary>
    private const int WhenDrained = 1;

    private const int Input = 0, Output = 1;

    private readonly byte[]? _modes;

    /// <summary>Remembers how the terminal is set now: echo, and whether a line is waited for.</summary>
    public JobControl()
    {
        var modes = new byte[Room];
        if (GetModes(Input, modes) == 0) _modes = modes;
    }

    private static int StopSignal { get; } = OperatingSystem.IsLinux() ? 20 : 18;

    /// <summary>Whether the terminal is this job's. Not while the shell runs it in the background; also where there is no job control.</summary>
    public static bool IsInForeground => OperatingSystem.IsWindows() || GetForegroundGroup(Output) is var group && (group < 0 || group == GetGroup());

    /// <summary>
    /// Stops the process as Ctrl-Z does where nobody listens to it, with the terminal set as it was, and comes back when the process goes on. Where no shell could
    /// let it go on (an orphaned process group), it comes back at once: the system sees to that, as it would not with SIGSTOP.
    /// </summary>
    public void Stop()
    {
        Span<byte> standard = stackalloc byte[Room], ours = stackalloc byte[Room], modes = stackalloc byte[Room];
        standard.Clear(); // SIG_DFL, no flags, no mask
        var isSet = _modes is not null && IsInForeground && GetModes(Input, modes) == 0 && SetModes(Input, WhenDrained, _modes) == 0;
        _ = SetAction(StopSignal, standard, ours);
        _ = Raise(StopSignal); // to this thread: here it stops
        _ = SetAction(StopSignal, ours, standard);
        if (isSet && IsInForeground) _ = SetModes(Input, WhenDrained, modes);
    }

    [LibraryImport("libc", EntryPoint = "tcgetpgrp")]
    private static partial int GetForegroundGroup(int terminal);

    [LibraryImport("libc", EntryPoint = "getpgrp")]
    private static partial int GetGroup();

    [LibraryImport("libc", EntryPoint = "tcgetattr")]
    private static partial int GetModes(int terminal, Span<byte> modes);

    [LibraryImport("libc", EntryPoint = "tcsetattr")]
    private static partial int SetModes(int terminal, int when, ReadOnlySpan<byte> modes);

    [LibraryImport("libc", EntryPoint = "sigaction")]
    private static partial int SetAction(int signal, ReadOnlySpan<byte> action, Span<byte> before);

    [LibraryImport("libc", EntryPoint = "raise")]
    private static partial int Raise(int signal);
}
