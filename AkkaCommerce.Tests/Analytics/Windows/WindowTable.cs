using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Tests.Analytics.Windows;

/// <summary>The tables `windows` and `received` in memory; a move from another value than the one that stands there is refused.</summary>
internal sealed class WindowTable
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, FinalWindow> _windows = [];

    public Received Received { get; private set; } = Received.Nothing(2);

    /// <summary>Moves wait here, when it is reset.</summary>
    public ManualResetEventSlim Moving { get; } = new(true);

    /// <summary>Who has moved does not hear of it before this is set.</summary>
    public ManualResetEventSlim Moved { get; } = new(true);

    public bool Fails { get; set; }

    /// <summary>How often a board has looked what is written.</summary>
    public int Loads { get; private set; }

    /// <summary>Pane and page views of each final window.</summary>
    public IReadOnlyList<(long Pane, long Views)> Windows
    {
        get
        {
            lock (_lock) return [.. _windows.Values.Select(window => (window.Pane, window.Snapshot.Events[EventType.PageView]))];
        }
    }

    public BoardCore Load(AnalysisOptions options)
    {
        lock (_lock)
        {
            Loads++;
            return new BoardCore(2, options, Received, [.. _windows.Values.Select(window => new KeptPane(window.Pane, window.PaneBytes))], []);
        }
    }

    public bool TryMove(Received to, IReadOnlyList<FinalWindow> windows)
    {
        Moving.Wait(TimeSpan.FromMinutes(1));
        if (Fails) throw new InvalidOperationException("locked in the test");
        lock (_lock)
        {
            if (to.Version != Received.Version + 1) return false;
            Received = to;
            foreach (var window in windows) _windows.Add(window.Pane, window);
        }
        Moved.Wait(TimeSpan.FromMinutes(1));
        return true;
    }
}
