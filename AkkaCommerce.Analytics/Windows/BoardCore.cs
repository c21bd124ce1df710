using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Analytics.Windows;

/// <summary>
/// Merges shards into panes and panes into windows. Takes an entry only if it names the last one it took of that shard. Not thread-safe.
/// </summary>
public sealed partial class BoardCore
{
    /// <param name="received">As it stands in the database.</param>
    /// <param name="lastPanes">The rows of `windows` from <see cref="FirstPaneNeeded"/> on.</param>
    public BoardCore(int shards, AnalysisOptions options, Received received, IReadOnlyList<KeptPane> lastPanes) => throw new NotImplementedException();

    /// <summary>A new board needs the rows of `windows` whose pane is at least this.</summary>
    public static long FirstPaneNeeded(Received received, AnalysisOptions options) => throw new NotImplementedException();

    public Received Received { get; private set; }

    /// <summary>The last entry of a shard that was taken: the next must name it.</summary>
    public EntryName LastTaken(int shard) => throw new NotImplementedException();

    /// <summary>Takes an entry if it is the next; else nothing happens.</summary>
    public bool Take(AnalystEntry entry) => throw new NotImplementedException();

    /// <summary>Up to where a shard has closed, of what was taken.</summary>
    public Timestamp ClosedThrough(int shard) => throw new NotImplementedException();

    /// <summary>The greatest closed-through of the shards but this one.</summary>
    public Timestamp OthersClosedThrough(int shard) => throw new NotImplementedException();

    /// <summary>The windows that every shard has closed, oldest first; null: none. One at a time: the next after <see cref="Written"/>.</summary>
    /// <param name="most">Panes that it may go on at once.</param>
    public FinalBatch? TryFinalize(int most) => throw new NotImplementedException();

    /// <summary>The batch's transaction is committed. (Refused, another value stood there: another board; this one must go.)</summary>
    public void Written(FinalBatch batch) => throw new NotImplementedException();

    /// <summary>Takes a shard's picture of its open panes.</summary>
    public void TakeLive(LivePartial partial) => throw new NotImplementedException();

    /// <summary>The live window as of all that was taken; null: nothing yet.</summary>
    public WindowSnapshot? Live() => throw new NotImplementedException();
}
