using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Analytics.Windows;

/// <summary>
/// One for all shards: takes their closes, and when every shard has closed a window writes it as final; shows the live window while it fills. What
/// is taken, and when a window is ready, is <see cref="BoardCore"/>'s affair; here it meets analysts, SQL and pub-sub. On any doubt it stops, and is
/// started again from what is written.
/// </summary>
public sealed partial class WindowBoard : UntypedActor, IWithTimers
{
    /// <summary>Panes that one transaction goes on at most.</summary>
    private const int MostPanes = 64;

    /// <summary>Shards commit in step: what they tell within so long after the first goes into one picture.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(5);

    /// <summary>After a picture; what comes meanwhile goes into the next one. Timers of Akka come one to two ticks of 10 ms late: a picture each 30 to 40 ms.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan BetweenLiveRows = TimeSpan.FromSeconds(1);

    private readonly BoardContext _context;
    private readonly PartAssembly[] _entries, _pictures;
    private readonly Dictionary<int, IActorRef> _waiting = [];
    private readonly IActorRef _mediator, _publisher;
    private readonly PaneGrid _grid;
    private BoardCore _board = null!;
    private readonly Dictionary<long, IActorRef> _aggregators = [];
    private FinalBatch? _batch;
    private FinalWindow?[] _finals = [];
    private int _awaited;
    private long _number;
    private WindowSnapshot? _live;
    private bool _aggregating, _writingLive, _changed;

    public WindowBoard(BoardContext context)
    {
        (_context, _grid) = (context, PaneGrid.Of(context.Options));
        _entries = [.. Enumerable.Range(0, context.Shards).Select(_ => new PartAssembly())];
        _pictures = [.. Enumerable.Range(0, context.Shards).Select(_ => new PartAssembly())];
        _mediator = context.Mediator ?? DistributedPubSub.Get(Context.System).Mediator;
        _publisher = context.Publisher is { } publisher ? Context.ActorOf(publisher, "publisher") : ActorRefs.Nobody;
    }

    public static Props Props(BoardContext context) => Akka.Actor.Props.Create(() => new WindowBoard(context));

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>What an aggregator did not answer would be waited for in vain.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Escalate);

    protected override void PreStart() => Run(() => new Loaded(_context.Load()));

    /// <summary>Until it knows what is written: who asks is answered then, what is told is told again.</summary>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case AskBoard ask: _waiting[ask.Shard] = Sender; break;
            case Doubt doubt: Stop(doubt.Cause); break;
            case Loaded loaded:
                _board = loaded.Board;
                Become(Taking);
                Timers.StartPeriodicTimer(nameof(LiveRowDue), LiveRowDue.Instance, BetweenLiveRows);
                foreach (var (shard, analyst) in _waiting) Answer(shard, analyst);
                _waiting.Clear();
                Loading(_context.Logger, _board.Received.Version, Through);
                break;
        }
    }

    private void Taking(object message)
    {
        switch (message)
        {
            case AskBoard ask: Answer(ask.Shard, Sender); break;
            case EntryPart { IsLive: true } part: TakePicture(part); break;
            case EntryPart part: Take(part); break;
            case PictureDue: ShowLive(); break;
            case Rested when _changed && !_aggregating: ShowLive(); break;
            case Aggregated { Snapshot.Final: true } final: FinalAggregated(final); break;
            case Aggregated live: LiveAggregated(live.Snapshot); break;
            case Written written: Moved(written); break;
            case LiveRowDue:
                KeepLive();
                if (_board.MissesEntries) Run(() => new Loaded(_context.Load()));
                break;
            case Loaded anew:
                if (_batch is null && anew.Board.Received.Version > _board.Received.Version) Stop("another board has moved received");
                break;
            case LiveRowWritten: _writingLive = false; break;
            case Doubt doubt: Stop(doubt.Cause); break;
        }
    }

    private void Answer(int shard, IActorRef analyst) =>
        analyst.Tell(new BoardHas(shard, _board.LastTaken(shard), _board.Received.Used[shard], _board.OthersClosedThrough(shard)));

    private void Take(EntryPart part)
    {
        if (_entries[part.Shard].Add(part) is not { } bytes || !_board.Take(AnalystEntry.Read(bytes))) return;
        WriteFinals();
        PictureSoon();
    }

    private void TakePicture(EntryPart part)
    {
        if (_pictures[part.Shard].Add(part) is not { } bytes) return;
        _board.TakeLive(LivePartial.Read(bytes));
        PictureSoon();
    }

    /// <summary>Has the windows that are ready aggregated, each by its own actor; when all have answered they are written.</summary>
    private void WriteFinals()
    {
        if (_batch is not null || _board.TryFinalize(MostPanes) is not { } batch) return;
        (_batch, _finals, _awaited) = (batch, new FinalWindow?[batch.Windows.Count], batch.Windows.Count);
        foreach (var window in batch.Windows) Aggregator(window.Parts.Pane).Tell(window.Parts);
        if (_awaited == 0) Write(batch);
    }

    private void FinalAggregated(Aggregated final)
    {
        _aggregators.Remove(final.Pane);
        var windows = _batch!.Windows;
        for (var i = 0; i < windows.Count; i++)
        {
            if (windows[i].Parts.Pane != final.Pane) continue;
            _finals[i] = new FinalWindow(final.Pane, final.Snapshot, windows[i].PaneBytes);
            if (--_awaited == 0) Write(_batch);
            return;
        }
    }

    private void Write(FinalBatch batch)
    {
        FinalWindow[] finals = [.. _finals.Select(final => final!)];
        Run(() => new Written(batch, _context.Write(batch.To, finals)));
    }

    /// <summary>A window's own actor; it goes when its window is final, and with the windows that are passed over.</summary>
    private IActorRef Aggregator(long pane)
    {
        if (_aggregators.TryGetValue(pane, out var known)) return known;
        return _aggregators[pane] = Context.ActorOf(_context.Aggregator ?? WindowAggregator.Props(_grid), $"window-{pane}-{_number++}");
    }

    private void Moved(Written written)
    {
        _batch = null;
        if (!written.Done)
        {
            Stop("another board has moved received");
            return;
        }
        _board.Written(written.Batch);
        foreach (var (pane, passed) in _aggregators.Where(window => window.Key <= _board.Received.Pane).ToArray())
        {
            _aggregators.Remove(pane);
            Context.Stop(passed);
            _aggregating = false; // should it have been making a picture, nobody answers any more
        }
        var finals = new FinalsWritten(Through);
        _mediator.Tell(new Publish(FinalsWritten.Topic, finals));
        _publisher.Tell(finals);
        WriteFinals();
    }

    /// <summary>When the shards had time to tell what they committed together, or, after a picture, when that has rested.</summary>
    private void PictureSoon()
    {
        _changed = true;
        if (_aggregating || Timers.IsTimerActive(nameof(Rested)) || Timers.IsTimerActive(nameof(PictureDue))) return;
        Timers.StartSingleTimer(nameof(PictureDue), PictureDue.Instance, Gathering);
    }

    private void ShowLive()
    {
        _changed = false;
        Timers.StartSingleTimer(nameof(Rested), Rested.Instance, Rest);
        if (_board.Live() is not { } parts) return;
        _aggregating = true;
        Aggregator(parts.Pane).Tell(parts);
    }

    private void LiveAggregated(WindowSnapshot live)
    {
        _aggregating = false;
        _live = live;
        _mediator.Tell(new Publish(LiveWindow.Topic, new LiveWindow(live)));
        if (_changed && !Timers.IsTimerActive(nameof(Rested))) ShowLive();
    }

    private void KeepLive()
    {
        if (_writingLive || _live is not { } live) return;
        (_live, _writingLive) = (null, true);
        Run(() =>
        {
            _context.WriteLive(live);
            return LiveRowWritten.Instance;
        });
    }

    private Timestamp Through => _board.Received.Pane is { } pane ? _grid.WindowEnd(pane) : Timestamp.Min;

    private void Run(Func<object> work) => Task.Run(work).PipeTo(Self, failure: e => new Doubt(e));

    private void Stop(Exception cause)
    {
        if (StoreIsFull.Of(cause) is { } full) Context.System.EventStream.Publish(full);
        if (_context.IsSaid(cause)) Context.Stop(Self);
        else Stop(cause.Message);
    }

    private void Stop(string reason)
    {
        Doubted(_context.Logger, reason);
        Context.Stop(Self);
    }

    private sealed record Loaded(BoardCore Board) : INoSerializationVerificationNeeded;
    private sealed record Written(FinalBatch Batch, bool Done) : INoSerializationVerificationNeeded;
    private sealed record Doubt(Exception Cause) : INoSerializationVerificationNeeded;
    private sealed class PictureDue : Signal<PictureDue>;
    private sealed class Rested : Signal<Rested>;
    private sealed class LiveRowDue : Signal<LiveRowDue>;
    private sealed class LiveRowWritten : Signal<LiveRowWritten>;

    [LoggerMessage(20, LogLevel.Information, "The board goes on from version {Version}: windows are final through {Through}")]
    private static partial void Loading(ILogger logger, long version, Timestamp through);

    [LoggerMessage(21, LogLevel.Warning, "The board stops and starts again: {Reason}")]
    private static partial void Doubted(ILogger logger, string reason);
}
