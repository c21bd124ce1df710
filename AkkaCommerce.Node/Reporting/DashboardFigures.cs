using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Node.Reporting;

/// <summary>All that one picture of the dashboard shows.</summary>
public sealed record DashboardFigures
{
    /// <summary>What the program is doing, in a word or two: <c>starting</c>, <c>catching up</c>, <c>live</c>, <c>not running</c>, <c>Kafka does not answer</c> …</summary>
    public required string Phase { get; init; }

    /// <summary>How far the shop's time has come; null before anything is known.</summary>
    public Timestamp? ShopTime { get; init; }

    /// <summary>The shop's offset from UTC: times are shown in it.</summary>
    public TimeSpan Zone { get; init; }

    /// <summary>Shop seconds a second; infinity: as fast as it goes.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Where a shop begins that is to begin later; null: it has begun.</summary>
    public Timestamp? Begins { get; init; }

    /// <summary>How far behind the present the shop is, where it is live.</summary>
    public TimeSpan? Lag { get; init; }

    /// <summary>The newest window, live or final; or the past one that is looked at.</summary>
    public WindowSnapshot? Window { get; init; }

    /// <summary>The newest final windows, oldest first: as many as are not left out where they are looked at now and then.</summary>
    public IReadOnlyList<WindowSnapshot> Finals { get; init; } = [];

    /// <summary>Final windows up to the one that is shown, oldest first, a pane apart where each holds an event.</summary>
    public IReadOnlyList<WindowTotals> Trend { get; init; } = [];

    /// <summary>Events of late, oldest first; null: nobody tells them here.</summary>
    public IReadOnlyList<RecentEvent>? Tape { get; init; }

    /// <summary>Whether the window is one of the past that a person went back to.</summary>
    public bool IsPast { get; init; }

    /// <summary>Whether a person stopped the display.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Whether keys are read.</summary>
    public bool HasKeys { get; init; }

    /// <summary>Events analysed a second of wall time, for the first time; null where it is not known.</summary>
    public double? EventsPerSecond { get; init; }

    /// <summary>Where a backfill stands; null: there is none.</summary>
    public Backfill? Backfill { get; init; }

    /// <summary>Late events since the first start.</summary>
    public long LateEvents { get; init; }

    /// <summary>Dead letters since the first start.</summary>
    public long DeadLetters { get; init; }

    /// <summary>Warnings of the program's log since it started.</summary>
    public long Warnings { get; init; }

    /// <summary>What a person can do.</summary>
    public string Hint { get; init; } = ShopPhase.Stops;
}

/// <summary>The shop catches up: from where, to where, and how far it is.</summary>
public sealed record Backfill(Timestamp From, Timestamp At, Timestamp To)
{
    /// <summary>0 to 1.</summary>
    public double Done => To <= From ? 1 : Math.Clamp((At - From) / (To - From), 0, 1);
}
