using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Analytics.Storage;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Simulation.Clock;

namespace AkkaCommerce.Node.Reporting;

/// <summary>What the reporter needs.</summary>
internal sealed record ReporterContext
{
    public required DashboardScene Scene { get; init; }

    /// <summary>Shows figures to a person: a picture on a terminal, or now and then a line.</summary>
    public required Action<DashboardFigures> Show { get; init; }

    public required TimeSpan Refresh { get; init; }

    /// <summary>Looks at what the data folder says now.</summary>
    public required Func<ShopState> State { get; init; }

    public required WindowStore Windows { get; init; }
    public required RejectedStore Rejected { get; init; }
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
    private readonly long _started;
    private bool _told;

    public ConsoleReporter(ReporterContext context)
    {
        (_context, _board) = (context, new FigureBoard(context.Scene));
        _started = context.Time.GetTimestamp();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(ReporterContext context) => Akka.Actor.Props.Create<ConsoleReporter>(context);

    protected override void PreStart()
    {
        var mediator = DistributedPubSub.Get(Context.System).Mediator;
        foreach (var topic in (string[])[LiveWindow.Topic, FinalsWritten.Topic, ClockProgress.Topic, AnalystStatus.Topic]) mediator.Tell(new Subscribe(topic, Self));
        Timers.StartPeriodicTimer("draw", Draw.Instance, TimeSpan.Zero, _context.Refresh);
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
            case Draw:
                Look();
                Show();
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

    private void Show() => _context.Show(_board.At(Timestamp.From(_context.Time.GetUtcNow()), _context.Time.GetElapsedTime(_started), _context.Away()));

    /// <summary>Pub-sub is the quicker way; where nobody publishes (the analysis is another process) the tables are looked at.</summary>
    private void Look()
    {
        try
        {
            LookIntoTables();
        }
        catch (LogUnavailableException e) when (e.IsSaid)
        {
            // What is known is shown, and that the database does not answer.
        }
    }

    private void LookIntoTables()
    {
        var (late, dead) = _context.Rejected.Totals();
        _board.TakeRejected(late, dead);
        _board.Take(_context.State());
        if (!_told || _board.Window is null)
        {
            _board.Take(_context.Windows.NewestFinal());
            _board.Take(_context.Windows.Live());
        }
        _told = false;
    }

    private sealed record Draw : INoSerializationVerificationNeeded
    {
        public static Draw Instance { get; } = new();
    }
}
