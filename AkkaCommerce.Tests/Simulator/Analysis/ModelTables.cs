using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Analytics.Windows;

namespace AkkaCommerce.Tests.Simulator.Analysis;

/// <summary>The analysis's tables: `windows` and `received`, `counts`, `late_events` and `dead_letters`.</summary>
internal sealed class ModelTables(int shards)
{
    private readonly SortedDictionary<(int Shard, long Entry), IReadOnlyList<PaneCount>> _counts = [];

    public Received Received { get; private set; } = Received.Nothing(shards);

    public SortedDictionary<long, FinalWindow> Windows { get; } = [];

    public HashSet<(int Shard, int Topic, long Offset, bool Late)> Rejected { get; } = [];

    public void Write(EntryRows rows)
    {
        foreach (var entry in rows.Counts) _counts[(rows.Shard, entry.Entry.Number)] = entry.Panes;
        foreach (var record in rows.Records) Rejected.Add((rows.Shard, (int)record.Topic, record.Offset, record.IsLate));
    }

    public IEnumerable<PaneCount> CountsOf(int shard, long through = long.MaxValue) =>
        _counts.Where(row => row.Key.Shard == shard && row.Key.Entry <= through).SelectMany(row => row.Value);

    public BoardCore Load(AnalysisOptions options)
    {
        var first = BoardCore.FirstPaneNeeded(Received, options);
        return new BoardCore(
            shards, options, Received, [.. Windows.Where(row => row.Key >= first).Select(row => new KeptPane(row.Key, row.Value.PaneBytes))],
            [.. Received.Used.SelectMany((entry, shard) => CountsOf(shard, entry.Number)).Where(count => count.Pane >= first)]);
    }

    /// <summary>Moves `received` from the version before; false: it has another.</summary>
    public bool TryMove(Received to, IReadOnlyList<FinalWindow> windows, bool comparing = true)
    {
        if (comparing && Received.Version != to.Version - 1) return false;
        foreach (var window in windows)
            if (!Windows.TryAdd(window.Pane, window) && SnapshotJson.Write(Windows[window.Pane].Snapshot) != SnapshotJson.Write(window.Snapshot))
                throw new AnalysisFailure($"A final changed: pane {window.Pane}.");
        if (to.Pane < Received.Pane) throw new AnalysisFailure($"Received goes back from {Received.Pane} to {to.Pane}.");
        Received = to;
        return true;
    }
}

/// <summary>A seed has found something wrong.</summary>
internal sealed class AnalysisFailure(string message) : Exception(message);
