using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Simulation.Clock;

namespace AkkaCommerce.Node.Reporting;

/// <summary>Keeps the newest of all that a dashboard is told, and makes a picture's figures of it. Newest wins; nothing piles up.</summary>
internal sealed class FigureBoard(DashboardScene scene)
{
    /// <summary>Further behind the present than this, a live shop is catching up.</summary>
    private static readonly TimeSpan CatchingUp = TimeSpan.FromSeconds(20);

    /// <summary>A rate is a mean of so long: analysts tell each second, each in its own.</summary>
    private static readonly TimeSpan RateOver = TimeSpan.FromSeconds(5);

    /// <summary>So many final windows are kept: a live shop makes fewer between two looks into the tables.</summary>
    public const int MostFinals = 12;

    /// <summary>So many final windows are compared and drawn: as many as a wide screen has columns for.</summary>
    public const int MostTrend = 240;

    /// <summary>More events of late than any screen shows.</summary>
    private const int MostTape = 256;

    private readonly Dictionary<int, (long Events, long Lag)> _analysts = [];
    private readonly Queue<(long Events, TimeSpan At)> _measured = [];
    private readonly Queue<RecentEvent> _tape = [];
    private IReadOnlyList<WindowSnapshot> _finals = [];
    private IReadOnlyList<WindowTotals> _trend = [];
    private long _folded;
    private ShopState _state = new(null, scene.HasSimulation, IsAnalysed: true, null);
    private WindowSnapshot? _window;
    private Timestamp? _slowest, _shopTime;
    private bool _isBehind;
    private double? _rate;
    private Timestamp? _began;
    private long _late, _dead;

    /// <summary>What is shown: the newest window. While the shop catches up, the newest full one: the live one holds the foremost shard's events alone.</summary>
    public WindowSnapshot? Window => _isBehind && _finals is [.., var full] ? full : _window;

    /// <summary>A window, live or final: the one that ends later is shown, of two that end together the final one.</summary>
    public void Take(WindowSnapshot? window)
    {
        if (window is null || _window is { } shown && (window.End < shown.End || window.End == shown.End && shown.Final && !window.Final)) return;
        _window = window;
    }

    /// <summary>The end of the newest final window taken; null: none was.</summary>
    public Timestamp? FinalThrough => _finals is [.., var newest] ? newest.End : null;

    /// <summary>Final windows that follow those taken before, oldest first.</summary>
    public void TakeFinals(IReadOnlyList<WindowSnapshot> finals)
    {
        if (finals.Count == 0) return;
        _finals = [.. _finals.Concat(finals).TakeLast(MostFinals)];
        Take(finals[^1]);
    }

    /// <summary>What an analyst had folded before it was first heard of is no part of a rate; one that begins anew counts anew.</summary>
    public void Take(AnalystStatus analyst)
    {
        if (_analysts.TryGetValue(analyst.Shard, out var known)) _folded += Math.Max(0, analyst.FoldedEvents - known.Events);
        _analysts[analyst.Shard] = (analyst.FoldedEvents, analyst.Lag);
    }

    /// <summary>An analyst that begins anew tells again what it told before: that stands there already.</summary>
    public void Take(RecentEvents recent)
    {
        foreach (var one in recent.Events)
            if (!_tape.Contains(one)) _tape.Enqueue(one);
        while (_tape.Count > MostTape) _tape.Dequeue();
    }

    /// <summary>The newest final windows, oldest first; null: they are as they were.</summary>
    public void TakeTrend(IReadOnlyList<WindowTotals>? trend) => _trend = trend ?? _trend;

    public void Take(ClockProgress clock) => _slowest = clock.Slowest ?? _slowest;

    public void Take(ShopState state) => _state = state;

    public void TakeRejected(long late, long dead) => (_late, _dead) = (late, dead);

    /// <param name="wall">The present.</param>
    /// <param name="now">The monotonic clock, for rates.</param>
    /// <param name="logAway">That the log does not answer; null: it does.</param>
    /// <param name="past">The window that a person went back to; null: the newest is shown.</param>
    public DashboardFigures At(Timestamp wall, TimeSpan now, string? logAway = null, PastWindow? past = null)
    {
        Measure(now);
        var shopTime = ShopTime();
        _began ??= shopTime;
        var backfill = shopTime is { } at ? BackfillOrNull(at, wall) : null;
        var isWritten = shopTime is { } through && _state.Run?.Until is { } until && through.Milliseconds + 1 >= until.Milliseconds;
        _isBehind = backfill is not null || isWritten && !_state.IsFinished;
        var zone = _state.Run?.Zone ?? scene.Zone;
        var begins = BeginsLater(shopTime, wall);
        var toCome = begins is { } from ? $"begins at {Show.DateAndTime(from, zone)} {Show.Zone(zone)}" : null;
        var (phase, hint) = ShopPhase.Of(_state, toCome, shopTime is not null, backfill is not null, _analysts.Values.Any(analyst => analyst.Lag > 0), isWritten);
        TimeSpan? lag = scene.Speed == 1 && _state.IsSimulated && !isWritten && shopTime is { } time ? wall - time : null;
        return new DashboardFigures
        {
            Phase = logAway ?? phase,
            Hint = hint,
            ShopTime = shopTime,
            Zone = zone,
            Speed = scene.Speed,
            Lag = lag is { } late && late > TimeSpan.Zero ? late : null,
            Begins = begins,
            Window = past?.Window ?? Window,
            IsPast = past is not null,
            Finals = _finals,
            Trend = past?.Trend ?? _trend,
            Tape = scene.HearsEvents ? [.. _tape] : null,
            EventsPerSecond = _rate,
            Backfill = backfill,
            LateEvents = _late,
            DeadLetters = _dead,
        };
    }

    /// <summary>
    /// What every shard has committed, where the clock's word reaches this process. Before it has said, that is what is final: the live window's end is the
    /// foremost shard's, and while a shop catches up that may be hours before the others. It never goes back, whoever tells it.
    /// </summary>
    private Timestamp? ShopTime()
    {
        var told = scene.HearsClock && _state.IsSimulated ? _slowest ?? FinalThrough : _slowest ?? _window?.End;
        return _shopTime = told is { } time && _shopTime is { } known ? Timestamp.Later(time, known) : told ?? _shopTime;
    }

    /// <summary>Where a live shop begins that is still to begin; null: it has begun, or is not live. One at another speed begins at once.</summary>
    private Timestamp? BeginsLater(Timestamp? shopTime, Timestamp wall) =>
        scene.Speed == 1 && _state.Run is { From: var from } && from > wall && (shopTime is null || shopTime <= from) ? from : null;

    /// <summary>Null: nobody simulates, or it is as far as it is to be.</summary>
    private Backfill? BackfillOrNull(Timestamp at, Timestamp wall)
    {
        if (!_state.IsSimulated || _state.Run is { Retired: true }) return null;
        var until = _state.Run?.Until;
        var target = scene.Speed == 1 ? Timestamp.Earlier(wall, until ?? Timestamp.Max) : until;
        return target is { } to && to - at > CatchingUp ? new Backfill(Timestamp.Earlier(_began ?? at, at), at, to) : null;
    }

    private void Measure(TimeSpan now)
    {
        if (_analysts.Count == 0) return;
        _measured.Enqueue((_folded, now));
        while (_measured.Count > 2 && now - _measured.Peek().At > RateOver) _measured.Dequeue();
        var (events, at) = _measured.Peek();
        if (now - at >= TimeSpan.FromSeconds(2)) _rate = (_folded - events) / (now - at).TotalSeconds;
    }
}

/// <summary>What a dashboard knows before it is told anything.</summary>
/// <param name="Zone">Where the shop has none yet.</param>
/// <param name="Speed">Shop seconds a second; infinity: as fast as it goes.</param>
/// <param name="HasSimulation">Whether the simulation runs in this process.</param>
internal sealed record DashboardScene(TimeSpan Zone, double Speed, bool HasSimulation)
{
    /// <summary>Whether what analysts tell reaches this process: it is theirs, or a node of their cluster.</summary>
    public bool HearsEvents { get; init; } = true;

    /// <summary>Whether what the clock tells reaches this process: the shop is simulated in it, or it is a node of the cluster.</summary>
    public bool HearsClock { get; init; } = HasSimulation;
}
