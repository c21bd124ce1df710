using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Node.Reporting;

/// <summary>What stays open where a run ends with its log analysed: the windows that hold events and are not final, by what holds them back.</summary>
internal static class OpenWindows
{
    /// <param name="pane">The length of a pane: windows end a pane apart.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<AnalystStatus> shards, TimeSpan pane)
    {
        var last = shards.Count == 0 ? Timestamp.Min : shards.Max(shard => shard.LastWindowEnd);
        return shards
            .Where(shard => shard.ClosedThrough < last)
            .GroupBy(shard => shard.HeldBackBy)
            .Select(held => $"still open: the windows that end {From(held.Min(shard => shard.ClosedThrough))} {last}, held back by {Source(held.Key, held)}"
                + $" ({(held.Count() == 1 ? "shard" : "shards")} {string.Join(", ", held.Select(shard => shard.Shard))})");

        string From(Timestamp closed) => closed == Timestamp.Min ? "until" : $"from {closed + pane} to";
    }

    private static string Source(string name, IEnumerable<AnalystStatus> shards) => name switch
    {
        Progress.Simulation => shards.Min(shard => shard.CommittedThrough) is var through && through == Timestamp.Min
            ? "the simulation, which has written nothing yet"
            : $"the simulation, which has written through {through} and is not finished",
        "foreign" => "foreign events, of which more may come",
        "nothing" => "no source: they close as time passes while an analysis runs",
        _ => name,
    };
}
