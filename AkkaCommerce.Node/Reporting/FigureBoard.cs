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

    private readonly Dictionary<int, (long Events, long Lag)> _analysts = [];
    private ShopState _state = new(null, scene.HasSimulation, IsAnalysed: true, null);
    private WindowSnapshot? _window;
    private Timestamp? _slowest;
    private (long Events, TimeSpan At)? _measured;
    private double? _rate;
    private Timestamp? _began;
    private long _late, _dead;

    public WindowSnapshot? Window => _window;

    /// <summary>A window, live or final: the one that ends later is shown, of two that end together the final one.</summary>
    public void Take(WindowSnapshot? window)
    {
        if (window is null || _window is { } shown && (window.End < shown.End || window.End == shown.End && shown.Final && !window.Final)) return;
        _window = window;
    }

    public void Take(AnalystStatus analyst) => _analysts[analyst.Shard] = (analyst.FoldedEvents, analyst.Lag);

    public void Take(ClockProgress clock) => _slowest = clock.Slowest ?? _slowest;

    public void Take(ShopState state) => _state = state;

    public void TakeRejected(long late, long dead) => (_late, _dead) = (late, dead);

    /// <param name="wall">The present.</param>
    /// <param name="now">The monotonic clock, for rates.</param>
    /// <param name="logAway">That the log does not answer; null: it does.</param>
    public DashboardFigures At(Timestamp wall, TimeSpan now, string? logAway = null)
    {
        Measure(now);
        var shopTime = _slowest ?? _window?.End;
        _began ??= shopTime;
        var backfill = shopTime is { } at ? BackfillOrNull(at, wall) : null;
        var (phase, hint) = ShopPhase.Of(_state, shopTime is not null, backfill is not null, _analysts.Values.Any(analyst => analyst.Lag > 0));
        TimeSpan? lag = scene.Speed == 1 && _state.IsSimulated && shopTime is { } time ? wall - time : null;
        return new DashboardFigures
        {
            Phase = logAway ?? phase,
            Hint = hint,
            ShopTime = shopTime,
            Zone = _state.Run?.Zone ?? scene.Zone,
            Speed = scene.Speed,
            Lag = lag is { } late && late > TimeSpan.Zero ? late : null,
            Window = _window,
            EventsPerSecond = _rate,
            Backfill = backfill,
            LateEvents = _late,
            DeadLetters = _dead,
        };
    }

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
        var events = _analysts.Values.Sum(analyst => analyst.Events);
        if (events == 0) return;
        if (_measured is { } before)
        {
            if (now - before.At < TimeSpan.FromSeconds(2)) return;
            _rate = Math.Max(0, events - before.Events) / (now - before.At).TotalSeconds;
        }
        _measured = (events, now);
    }
}

/// <summary>What a dashboard knows before it is told anything.</summary>
/// <param name="Zone">Where the shop has none yet.</param>
/// <param name="Speed">Shop seconds a second; infinity: as fast as it goes.</param>
/// <param name="HasSimulation">Whether the simulation runs in this process.</param>
internal sealed record DashboardScene(TimeSpan Zone, double Speed, bool HasSimulation);
