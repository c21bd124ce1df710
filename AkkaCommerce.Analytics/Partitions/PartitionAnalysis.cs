using AkkaCommerce.Analytics.Audience;
using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;

namespace AkkaCommerce.Analytics.Partitions;

/// <summary>
/// The analysis of one shard: records in, closes out; and the order in which an entry is persisted, confirmed, its rows written, told and trimmed.
/// The shell (actor or simulator) does as it is told here: <code>
/// Recover(rows) -> read the log from ReadFrom -> loop:
///   while a batch comes: HasRoom(topic) ? Add(batch) : hold it back (never drop it), Fold, again
///   Fold(n); if WantsEnds: AskEnds, ask the log, EndsAnswered;  Hear(others, run read after);  Close(now)
///   TryCompose(now) -> persist -> row in, and no greater number in the journal, asked afterwards -> Confirmed (any doubt: throw this away, recover)
///   RowsToWrite -> one transaction -> RowsWritten;  EntriesAfter(what the board took last) -> the board;  TrimBelow(received) -> delete
/// </code>
/// Time is monotonic and comes as an argument. Not thread-safe.
/// </summary>
public sealed partial class PartitionAnalysis : IDisposable
{
    private const int Analysed = (int)Topic.Progress + 1;
    private const int ProgressTopic = (int)Topic.Progress;

    private readonly AnalysisOptions _options;
    private readonly AnalysisMutation _mutation;
    private readonly PaneGrid _grid;
    private readonly long _incarnation;
    private readonly int _shards;
    private readonly TopicBuffer[] _buffers = new TopicBuffer[Analysed];
    private readonly EventReader[] _readers = new EventReader[Topics.EventTopics];
    private readonly SourceClock _sources;
    private readonly Rejects _rejects;
    private readonly OpenPanes _panes = new();
    private DistinctAudience _audience;
    private int _unknownCategory = -1;
    private NameTable? _unknownIn;

    private bool _recovered;
    private bool _replaying = true;
    private byte[] _runPrefix = [];
    private long _runId = -1;

    /// <summary>The oldest open pane: all before it are closed.</summary>
    private long _open;
    private long _greatestPane = -1;
    private long _livePane = -1;

    /// <param name="shards">Of the log: a record whose user belongs to another is a dead letter.</param>
    /// <param name="incarnation">Drawn at random for this object: part of its entries' names.</param>
    public PartitionAnalysis(int shard, int shards, AnalysisOptions options, long incarnation)
        : this(shard, shards, options, incarnation, AnalysisMutation.None) { }

    internal PartitionAnalysis(int shard, int shards, AnalysisOptions options, long incarnation, AnalysisMutation mutation)
    {
        options = options.Validated();
        (Shard, _shards, _options, _incarnation, _mutation, _grid) = (shard, shards, options, incarnation, mutation, PaneGrid.Of(options));
        for (var k = 0; k < Analysed; k++) _buffers[k] = new TopicBuffer(options.BufferRecords, options.BufferBytes);
        for (var k = 0; k < Topics.EventTopics; k++) _readers[k] = new EventReader();
        _sources = new SourceClock(
            _grid.Length, _grid.Window, (long)options.Lateness.TotalMilliseconds, (long)options.Silence.TotalMilliseconds, _buffers, mutation);
        _rejects = new Rejects(shard, options);
        _audience = NewAudience();
    }

    public int Shard { get; }

    /// <summary>Whether a batch of this topic can be added now. If not, fold, hear how far the board is, and ask again.</summary>
    public bool HasRoom(Topic topic) => _buffers[(int)topic].HasRoom && !IsFarAhead;

    /// <summary>Whether nothing of this topic is at hand.</summary>
    public bool HoldsNothingOf(Topic topic) => _buffers[(int)topic].IsEmpty;

    /// <summary>Takes a batch over (it is disposed when it is folded); a batch without records moves the position only.</summary>
    public void Add(RecordBatch batch)
    {
        if ((_mutation & AnalysisMutation.ReadIsEnough) != 0) NoteRead(batch);
        _buffers[(int)batch.Topic].Add(batch);
    }

    /// <summary>Of the next record to fold, topic by topic.</summary>
    public Positions Positions
    {
        get
        {
            Positions positions = default;
            for (var k = 0; k < Analysed; k++) positions[k] = _buffers[k].Position;
            return positions;
        }
    }

    /// <summary>Whether asking the log for its ends could tell something new; false while an answer is awaited.</summary>
    public bool WantsEnds => _recovered && _sources.WantsEnds;

    /// <summary>Notes what is known now; the log's ends must be asked after this call.</summary>
    public void AskEnds() => _sources.Ask();

    /// <summary>The log's answer, counting what is written and not yet committed.</summary>
    public void EndsAnswered(in Positions ends)
    {
        GoesOnTo(ends);
        _sources.Answered(ends);
    }

    /// <summary>There is no answer: asked again later.</summary>
    public void EndsFailed() => _sources.AskFailed();

    /// <summary>The run record as read now; null: there is none.</summary>
    public void Hear(SimulationRun? run)
    {
        if (run is not null && ReferenceEquals(run, _sources.Run)) return;
        _sources.Run = run;
        if (run is null || run.RunId == _runId) return;
        _runId = run.RunId;
        Span<byte> text = stackalloc byte[EventId.TextBytes];
        new EventId(_runId, 0, 0, 0, 0).Write(text);
        _runPrefix = text[..RunPrefix].ToArray();
        foreach (var buffer in _buffers) buffer.IsHeadRead = false;
    }

    /// <summary>What the board told, and the run record read *after* it was told.</summary>
    /// <param name="othersClosedThrough">The others' greatest closed-through; <see cref="Timestamp.Min"/>: nothing.</param>
    public void Hear(Timestamp othersClosedThrough, SimulationRun? run)
    {
        Hear(run);
        if (othersClosedThrough != Timestamp.Min) _sources.Told(othersClosedThrough.Milliseconds);
    }

    /// <summary>Gives the batches back.</summary>
    public void Dispose()
    {
        foreach (var buffer in _buffers) buffer.Dispose();
    }

    private DistinctAudience NewAudience() => new(_grid.Window, _open, (_mutation & AnalysisMutation.LastPaneSeen) != 0);
}
