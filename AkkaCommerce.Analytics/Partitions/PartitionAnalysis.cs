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
    /// <param name="incarnation">Drawn at random for this object: part of its entries' names.</param>
    public PartitionAnalysis(int shard, AnalysisOptions options, long incarnation) => throw new NotImplementedException();

    public int Shard { get; }

    // --- recovery

    /// <summary>
    /// Takes up where the newest entry's chain stands: called once, first. Rows that are not in the chain of names back from the newest are ignored.
    /// </summary>
    /// <param name="rows">All rows of the journal, in order of their numbers.</param>
    /// <param name="run">The simulation's run record, read after the rows; null: none.</param>
    /// <exception cref="RecordsNotHeldException">The journal is trimmed further than recovery needs.</exception>
    public void Recover(IReadOnlyList<JournalRow> rows, SimulationRun? run) => throw new NotImplementedException();

    /// <summary>Where to read the log from.</summary>
    public Positions ReadFrom { get; }

    /// <summary>Goes on from later positions, where the log holds no more of what recovery needs: windows that end up to a window's length after <see cref="ClosedThrough"/> are not to be trusted.</summary>
    public void SkipGap(in Positions starts) => throw new NotImplementedException();

    /// <summary>Whether records before the newest entry's positions are still to be folded again.</summary>
    public bool IsReplaying => throw new NotImplementedException();

    // --- records

    /// <summary>Whether a batch of this topic can be added now. If not, fold, and ask again.</summary>
    public bool HasRoom(Topic topic) => throw new NotImplementedException();

    /// <summary>Takes a batch over (it is disposed when it is folded); a batch without records moves the position only.</summary>
    public void Add(RecordBatch batch) => throw new NotImplementedException();

    /// <summary>Folds the oldest at hand, up to so many records.</summary>
    /// <returns>How many were folded; less than asked: nothing more is at hand, or what was folded must be composed first.</returns>
    public int Fold(int records) => throw new NotImplementedException();

    /// <summary>Of the next record to fold, topic by topic.</summary>
    public Positions Positions => throw new NotImplementedException();

    // --- ends, run, others

    /// <summary>Whether asking the log for its ends could tell something new; false while an answer is awaited.</summary>
    public bool WantsEnds => throw new NotImplementedException();

    /// <summary>Notes what is known now; the log's ends must be asked after this call.</summary>
    public void AskEnds() => throw new NotImplementedException();

    /// <summary>The log's answer, counting what is written and not yet committed.</summary>
    public void EndsAnswered(in Positions ends) => throw new NotImplementedException();

    /// <summary>There is no answer: asked again later.</summary>
    public void EndsFailed() => throw new NotImplementedException();

    /// <summary>The run record as read now; null: there is none.</summary>
    public void Hear(SimulationRun? run) => throw new NotImplementedException();

    /// <summary>What the board told, and the run record read *after* it was told.</summary>
    /// <param name="othersClosedThrough">The others' greatest closed-through; <see cref="Timestamp.Min"/>: nothing.</param>
    public void Hear(Timestamp othersClosedThrough, SimulationRun? run) => throw new NotImplementedException();

    // --- closing

    /// <summary>Closes what can be closed.</summary>
    /// <param name="now">Monotonic time.</param>
    /// <returns>Closes made.</returns>
    public int Close(TimeSpan now) => throw new NotImplementedException();

    /// <summary>The end of the last pane closed; <see cref="Timestamp.Min"/> before the first.</summary>
    public Timestamp ClosedThrough => throw new NotImplementedException();

    /// <summary>The end of the last pane closed by a confirmed entry.</summary>
    public Timestamp ConfirmedThrough => throw new NotImplementedException();

    /// <summary>What holds closing back, for a person: `simulation`, `foreign`, `nothing`, a topic's name, `others`, `journal`, `recovery`.</summary>
    public string HeldBackBy => throw new NotImplementedException();

    /// <summary>Whether all at hand is folded, closed, persisted, confirmed, and its rows written.</summary>
    public bool IsSettled => throw new NotImplementedException();

    /// <summary>Whether every pane that holds an event in this shard is closed (of `--until-idle`).</summary>
    public bool AllEventsClosed => throw new NotImplementedException();

    // --- entries

    /// <summary>
    /// The next entry to persist, or null: nothing to say, one is in flight or its rows are not written, or recovery is not done. The first is
    /// "claimed". Its name's number is the journal's next.
    /// </summary>
    public AnalystEntry? TryCompose(TimeSpan now) => throw new NotImplementedException();

    /// <summary>The entry in flight is in the journal, and no greater number is, asked afterwards.</summary>
    public void Confirmed() => throw new NotImplementedException();

    /// <summary>What must be written now, in one transaction; null: nothing.</summary>
    public EntryRows? RowsToWrite => throw new NotImplementedException();

    /// <summary><see cref="RowsToWrite"/> is written.</summary>
    public void RowsWritten() => throw new NotImplementedException();

    /// <summary>The confirmed entries, in order, that follow the last one the board took; all that are kept where it took another chain's.</summary>
    public IReadOnlyList<AnalystEntry> EntriesAfter(EntryName lastTaken) => throw new NotImplementedException();

    /// <summary>
    /// What the journal need not hold any more: neither recovery nor the board needs entries below the answer. Drops them here too.
    /// </summary>
    /// <param name="received">The last entry of this shard in the board's durable `received`.</param>
    /// <returns>Numbers below it may be deleted; 0: none.</returns>
    public long TrimBelow(EntryName received) => throw new NotImplementedException();

    /// <summary>What the open panes hold, if that has changed and at least 50 ms have passed; else null.</summary>
    public LivePartial? TryComposeLive(TimeSpan now) => throw new NotImplementedException();

    /// <summary>Gives the batches back.</summary>
    public void Dispose() => throw new NotImplementedException();
}
