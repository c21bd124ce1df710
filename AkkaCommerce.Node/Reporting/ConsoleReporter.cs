using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Node.Screen;
using AkkaCommerce.Simulation.Clock;

namespace AkkaCommerce.Node.Reporting;

/// <summary>What the reporter needs.</summary>
internal sealed record ReporterContext
{
    public required DashboardScene Scene { get; init; }

    /// <summary>Shows figures to a person: a picture on a terminal, or now and then a line.</summary>
    public required Action<DashboardFigures> Show { get; init; }

    public required TimeSpan Refresh { get; init; }

    /// <summary>Looks into the tables and the data folder. It blocks, so it is called beside the actor, once at a time.</summary>
    public required Func<TableLook, TableFigures> Look { get; init; }

    /// <summary>Takes <see cref="Subscribe"/>; null: the node's mediator.</summary>
    public IActorRef? Mediator { get; init; }

    /// <summary>A person's keys; null: none are read.</summary>
    public Keyboard? Keys { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>That the log or the database does not answer, in a word or two; null: they do.</summary>
    public required Func<string?> Away { get; init; }
}

/// <summary>
/// Shows the shop to a person: what pub-sub tells at once, and what the tables hold where the analysis runs in another process. It alone draws.
/// </summary>
internal sealed class ConsoleReporter : UntypedActor, IWithTimers
{
    private readonly ReporterContext _context;
    private readonly FigureBoard _board;
    private readonly PastWindows _past = new();
    private readonly long _started;
    private DashboardFigures? _paused;
    private bool _told, _looking;

    public ConsoleReporter(ReporterContext context)
    {
        (_context, _board) = (context, new FigureBoard(context.Scene));
        _started = context.Time.GetTimestamp();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(ReporterContext context) => Akka.Actor.Props.Create<ConsoleReporter>(context);

    protected override void PreStart()
    {
        var mediator = _context.Mediator ?? DistributedPubSub.Get(Context.System).Mediator;
        foreach (var topic in (string[])[LiveWindow.Topic, FinalsWritten.Topic, ClockProgress.Topic, AnalystStatus.Topic, RecentEvents.Topic]) mediator.Tell(new Subscribe(topic, Self));
        Timers.StartPeriodicTimer("draw", Draw.Instance, TimeSpan.Zero, _context.Refresh);
        var self = Self;
        if (_context.Keys is { } keys) keys.Listener = key => self.Tell(new KeyPressed(key));
    }

    protected override void PostStop()
    {
        if (_context.Keys is { } keys) keys.Listener = null;
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case LiveWindow live:
                Take(live);
                break;
            case FinalsWritten:
                _told = true;
                break;
            case AnalystStatus analyst:
                _board.Take(analyst);
                break;
            case ClockProgress clock:
                _board.Take(clock);
                break;
            case RecentEvents recent:
                _board.Take(recent);
                break;
            case KeyPressed { Key: var key }:
                Press(key);
                break;
            case TableFigures tables:
                _looking = false;
                Take(tables);
                Show();
                if (Step is not null) Look();
                break;
            case LookFailed failed:
                _looking = false;
                Show();
                // Of a database that does not answer what is known is shown, and that it does not.
                if (failed.Cause is not LogUnavailableException { IsSaid: true }) throw new InvalidOperationException("The tables cannot be read.", failed.Cause);
                break;
            case Draw when _looking:
                Show();
                break;
            case Draw:
                Look();
                break;
        }
    }

    /// <summary>The first figures are what a person waits for: they are shown at once.</summary>
    private void Take(LiveWindow live)
    {
        var isFirst = _board.Window is null;
        _told = true;
        _board.Take(live.Snapshot);
        if (isFirst) Show();
    }

    private void Take(TableFigures tables)
    {
        _board.TakeRejected(tables.Late, tables.Dead);
        _board.Take(tables.State);
        _board.TakeFinals(tables.Finals);
        _board.TakeTrend(tables.Trend);
        if (tables.Stepped is { } stepped) _past.Take(stepped, tables.Past);
        _board.Take(tables.Live);
    }

    /// <summary>A display that was stopped goes on with the same key, or with one that asks for another window.</summary>
    private void Press(DashboardKey key)
    {
        _paused = key == DashboardKey.Pause && _paused is null ? Figures() with { IsPaused = true } : null;
        _past.Press(key, _board.Window);
        if (Step is not null && !_looking) Look();
        else Show();
    }

    private PastStep? Step => _past.Next(_board.Window);

    private void Show() => _context.Show(_paused ?? Figures());

    private DashboardFigures Figures() => _board.At(Timestamp.From(_context.Time.GetUtcNow()), _context.Time.GetElapsedTime(_started), _context.Away(), _past.Shown) with
    {
        HasKeys = _context.Keys is not null,
    };

    /// <summary>Pub-sub is the quicker way to the live window; where nobody publishes (the analysis is another process) the table has it.</summary>
    private void Look()
    {
        var look = new TableLook(_board.FinalThrough, Live: !_told || _board.Window is null, Step);
        (_looking, _told) = (true, false);
        Task.Run(() => _context.Look(look)).PipeTo(Self, failure: cause => new LookFailed(cause));
    }

    /// <summary>A person pressed a key.</summary>
    internal sealed record KeyPressed(DashboardKey Key) : INoSerializationVerificationNeeded;

    private sealed record LookFailed(Exception Cause) : INoSerializationVerificationNeeded;

    private sealed record Draw : INoSerializationVerificationNeeded
    {
        public static Draw Instance { get; } = new();
    }
}
