namespace AkkaCommerce.Node.Screen;

/// <summary>
/// Reads keys while a person looks, on a thread of its own that nobody waits for. What reading changes of the terminal (no echo, no waiting for a line's end) .NET
/// takes back when the process ends.
/// </summary>
internal sealed class Keyboard
{
    private readonly Action _quit;

    private Keyboard(Action quit)
    {
        _quit = quit;
        new Thread(Read) { IsBackground = true, Name = "keys" }.Start();
    }

    /// <summary>Whoever keys are for at the moment; called on the thread that reads.</summary>
    public Action<DashboardKey>? Listener { get; set; }

    /// <param name="quit">Asks the program to end; called on the thread that reads.</param>
    /// <returns>Null where standard input is no terminal.</returns>
    public static Keyboard? ReadOrNull(Action quit) => Console.IsInputRedirected ? null : new Keyboard(quit);

    /// <summary>What a key is for; null: nothing.</summary>
    internal static DashboardKey? Meaning(ConsoleKeyInfo key) => key switch
    {
        { KeyChar: 'q' or 'Q' } => DashboardKey.Quit,
        { KeyChar: 'p' or 'P' or ' ' } => DashboardKey.Pause,
        { Key: ConsoleKey.LeftArrow } => DashboardKey.Back,
        { Key: ConsoleKey.RightArrow } => DashboardKey.Forward,
        { Key: ConsoleKey.PageUp } => DashboardKey.FarBack,
        { Key: ConsoleKey.PageDown } => DashboardKey.FarForward,
        { Key: ConsoleKey.End or ConsoleKey.Escape } => DashboardKey.Live,
        _ => null,
    };

    private void Read()
    {
        try
        {
            while (Console.ReadKey(intercept: true) is var key && key != default)
                if (Meaning(key) is DashboardKey.Quit) _quit();
                else if (Meaning(key) is { } meant) Listener?.Invoke(meant);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // The terminal is gone: no key comes any more.
        }
    }
}
