using Akka.Actor;
using Akka.Persistence;
using Akka.Streams;
using Akka.Streams.Dsl;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;

namespace AkkaCommerce.Analytics.Partitions;

/// <summary>
/// Analyses one shard: reads its partition of the log, folds, persists closes, has them confirmed, writes their rows, tells the board. What comes in
/// which order is <see cref="PartitionAnalysis"/>'s affair; here it meets the log, the journal, SQL and the board. On any doubt it stops; its host
/// starts it again, and it recovers.
/// </summary>
public sealed partial class PartitionAnalyst : UntypedPersistentActor, IWithTimers
{
    /// <summary>Records folded in a turn; some 2 ms.</summary>
    private const int Slice = 4096;

    /// <summary>Bytes of entries on their way to the board before it is asked what it has.</summary>
    private const int MostUnanswered = 4 << 20;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenEnds = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan BetweenAsks = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan JournalPatience = TimeSpan.FromSeconds(10);

    private readonly AnalystContext _context;
    private readonly int _shard;
    private readonly PartitionAnalysis _analysis;
    private readonly long _incarnation, _started;
    private readonly EventSample _sample;
    private readonly List<JournalRow> _journal = [];
    private IActorRef? _reading;
    private RecordBatch? _held;
    private Positions _ends;
    private TimeSpan? _endsAsked;
    private EntryName _lastTaken;
    private bool _asking, _workDue, _writing, _trimming, _readingRun;

    public PartitionAnalyst(int shard, AnalystContext context)
    {
        (_shard, _context, _incarnation, _started) = (shard, context, context.DrawIncarnation(), context.Time.GetTimestamp());
        _analysis = new PartitionAnalysis(shard, context.Log.Shards, context.Options, _incarnation);
        _sample = new EventSample(shard, context.Log.Shards);
    }

    public static Props Props(int shard, AnalystContext context) => Akka.Actor.Props.Create(() => new PartitionAnalyst(shard, context));

    /// <summary>The persistence id of a shard's analyst.</summary>
    public static string IdOf(int shard) => $"analyst-{shard}";

    public override string PersistenceId => IdOf(_shard);

    public override Recovery Recovery => new(SnapshotSelectionCriteria.None);

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        Context.System.EventStream.Publish(new LocalAnalysts.Started(_shard, Self));
        base.PreStart();
    }

    protected override void OnRecover(object message)
    {
        if (message is AnalystEntry entry) _journal.Add(new JournalRow(LastSequenceNr, entry));
        else if (message is RecoveryCompleted) Run(() => new RunRead(_context.ReadRun(), null));
    }

    protected override void OnCommand(object message)
    {
        switch (message)
        {
            case RunRead { Run: var run }: Recover(run); break;
            case BoundsRead { Starts: var starts, Ends: var ends }: Open(starts, ends); break;
            case Doubt doubt: Stop(doubt.Cause); break;
            case FinishAnalysis: Context.Stop(Self); break;
        }
    }

    private void Analysing(object message)
    {
        switch (message)
        {
            case ReadingBegins: (_reading = Sender).Tell(GoOn.Instance); return;
            case RecordBatch batch: Hold(batch); break;
            case GoOn: _workDue = false; break;
            case EndsRead { Ends: var ends }: EndsAnswered(ends); break;
            case RunRead heard: Hear(heard); break;
            case TailRead tail: Confirm(tail); break;
            case RowsWritten: _writing = false; _analysis.RowsWritten(); break;
            case BoardHas has: BoardAnswered(has); break;
            case DeleteMessagesSuccess or DeleteMessagesFailure: _trimming = false; return;
            case EverySecond: OnSecond(); break;
            case PictureDue or EndsDue or AwaitedLong: break;
            case BoardDue: AskTheBoard(); return;
            case ReadingFailed failed: Stop(failed.Cause); return;
            case Doubt doubt: Stop(doubt.Cause); return;
            case FinishAnalysis: Finish(); return;
            default: return;
        }
        Work();
    }

    private void Recover(SimulationRun? run)
    {
        try
        {
            _analysis.Recover(_journal, run);
        }
        catch (RecordsNotHeldException e)
        {
            Refuse(e.Message);
            return;
        }
        _journal.Clear();
        Ask(async () => new BoundsRead(await _context.Log.StartsAsync(_shard, default), await KnownEndsAsync()));
    }

    private void Open(Positions starts, Positions ends)
    {
        _analysis.GoesOnTo(ends);
        var from = _analysis.ReadFrom;
        if (!from.Reaches(starts, TopicSet.Events))
        {
            var gap = $"The log holds the records of shard {_shard} from {starts} on, and recovery needs them from {from} on.";
            if (!_context.SkipGap)
            {
                Refuse(gap);
                return;
            }
            _analysis.SkipGap(starts);
            SkippedGap(_context.Logger, gap, _analysis.ClosedThrough);
        }
        _context.Log.Read(_shard, _analysis.ReadFrom, TopicSet.Analysed)
            .WithAttributes(Attributes.CreateInputBuffer(1, 1))
            .RunWith(Sink.ActorRefWithAck<RecordBatch>(Self, ReadingBegins.Instance, GoOn.Instance, new ReadingFailed(new InvalidOperationException("The log's stream ended.")), e => new ReadingFailed(e)),
                Context.Materializer());
        Become(Analysing);
        Timers.StartPeriodicTimer(nameof(EverySecond), EverySecond.Instance, TimeSpan.Zero, Second);
        Recovered(_context.Logger, _shard, _analysis.ClosedThrough, from);
    }

    /// <summary>All there is to do now, but no more than a slice of it.</summary>
    private void Work()
    {
        var taken = TakeHeld();
        var folded = _analysis.Fold(Slice, Now);
        if (_analysis.Awaits && !Timers.IsTimerActive(nameof(AwaitedLong))) Timers.StartSingleTimer(nameof(AwaitedLong), AwaitedLong.Instance, PartitionAnalysis.Patience);
        taken |= TakeHeld();
        AskEnds();
        _analysis.Close(Now);
        Compose();
        WriteRows();
        TellBoard();
        TellPicture(folded > 0);
        if (_workDue || (!taken && folded < Slice)) return;
        _workDue = true;
        Self.Tell(GoOn.Instance);
    }

    private void Hold(RecordBatch batch)
    {
        _held = batch;
        _sample.Take(batch);
    }

    private TimeSpan Now => _context.Time.GetElapsedTime(_started);

    private bool TakeHeld()
    {
        if (_held is not { } batch) return false;
        if (!_analysis.HasRoom(batch.Topic))
        {
            if (_analysis.IsFarAhead) AskBoardSoon();
            return false;
        }
        _held = null;
        _analysis.Add(batch);
        _reading.Tell(GoOn.Instance);
        return true;
    }

    protected override void PostStop()
    {
        _held?.Dispose();
        _analysis.Dispose();
        base.PostStop();
    }
}
