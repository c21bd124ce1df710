using AkkaCommerce.Ingestion.Runs;

namespace AkkaCommerce.Analytics.Panes;

/// <summary>What an analysis is a function of, beside the records: the lengths of panes and windows, and its bounds.</summary>
public sealed record AnalysisOptions
{
    /// <summary>The most panes of a window that fit the 128-bit masks beside some panes ahead of the oldest open one.</summary>
    public const int MostWindowPanes = 120;

    /// <summary>
    /// Panes whose buffers are kept for others: a simulation that is caught up writes some 500 at once, and all of them are open until it says that they are whole.
    /// </summary>
    internal const int MostSparePanes = 1024;

    /// <summary>The length of a pane, whole milliseconds, 1 ms to 1 day; 10 s.</summary>
    public TimeSpan Pane { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Panes of a window, 2 to 120; 30.</summary>
    public int WindowPanes { get; init; } = 30;

    /// <summary>How far behind the newest foreign event another may come and still be in time; 10 s.</summary>
    public TimeSpan Lateness { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After which time without a record foreign sources are silent; 30 s.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A foreign event further ahead of its append time is a dead letter; 5 min.</summary>
    public TimeSpan Ahead { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Bytes of records kept unfolded a topic, before its buffer is full (one batch always fits); 1 MiB.</summary>
    public int BufferBytes { get; init; } = 1 << 20;

    /// <summary>Records kept unfolded a topic, before its buffer is full (one batch always fits).</summary>
    public int BufferRecords { get; init; } = int.MaxValue;

    /// <summary>Late events, and dead letters, whose bodies are kept, a pane; all are counted; 1,000.</summary>
    public int BodiesPerPane { get; init; } = 1000;

    /// <summary>Bytes kept of a late event's or dead letter's value; 16 KiB.</summary>
    public int BodyBytes { get; init; } = 16 * 1024;

    /// <summary>Closes gathered and not yet composed into an entry, before no more are made; 512.</summary>
    public int MostGathered { get; init; } = 512;

    /// <summary>Closes that are not known to be in windows that are written, before no more records are taken (the analysis is far ahead of the board); 2,048.</summary>
    public int ClosesAhead { get; init; } = 2048;

    /// <summary>The same bound in bytes of entries; 4 MiB.</summary>
    public int BytesAhead { get; init; } = 4 << 20;

    /// <summary>The least time between two entries that hold counts only; 1 s.</summary>
    public TimeSpan BetweenEmptyEntries { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The options of a log's run record.</summary>
    public static AnalysisOptions Of(LogRun run) => new AnalysisOptions { Pane = run.Pane, WindowPanes = run.WindowPanes, Lateness = run.Lateness }.Validated(run.Window);

    /// <summary>These options, checked.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One of them is out of its range; the message is a line for a person.</exception>
    public AnalysisOptions Validated() => Validated(Pane * WindowPanes);

    private AnalysisOptions Validated(TimeSpan window)
    {
        Require(Pane >= TimeSpan.FromMilliseconds(1) && Pane <= TimeSpan.FromDays(1) && Pane.Ticks % TimeSpan.TicksPerMillisecond == 0,
            nameof(Pane), Pane, "a pane is 1 ms to 1 day, in whole milliseconds");
        Require(window == Pane * WindowPanes, "Window", window, "a window is a whole number of panes");
        Require(WindowPanes is >= 2 and <= MostWindowPanes, nameof(WindowPanes), WindowPanes, $"a window is 2 to {MostWindowPanes} panes");
        Require(Lateness >= TimeSpan.Zero && Lateness <= TimeSpan.FromDays(1), nameof(Lateness), Lateness, "lateness is 0 to 1 day");
        Require(Silence > TimeSpan.Zero, nameof(Silence), Silence, "silence is above 0");
        Require(Ahead > TimeSpan.Zero, nameof(Ahead), Ahead, "ahead is above 0");
        return this;
    }

    private static void Require(bool holds, string name, object value, string rule)
    {
        if (!holds) throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}: {rule}.");
    }
}
