using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Node.Reporting;

/// <summary>What stays open where a run ends with its log analysed: the windows that hold events and are not final, by what holds them back, and what closes them.</summary>
internal static class OpenWindows
{
    /// <param name="options">Of the analysis: windows end a pane apart.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<AnalystStatus> shards, AnalysisOptions options)
    {
        var last = shards.Count == 0 ? Timestamp.Min : shards.Max(shard => shard.LastWindowEnd);
        return shards
            .Where(shard => shard.ClosedThrough < last)
            .GroupBy(shard => shard.HeldBackBy)
            .Select(held => $"still open: the windows that end {From(held.Min(shard => shard.ClosedThrough))} {last}, held back by {Source(held.Key, [.. held], last, options)}"
                + $" ({(held.Count() == 1 ? "shard" : "shards")} {string.Join(", ", held.Select(shard => shard.Shard))})");

        string From(Timestamp closed) => closed == Timestamp.Min ? "until" : $"from {closed + options.Pane} to";
    }

    private static string Source(string name, AnalystStatus[] shards, Timestamp last, AnalysisOptions options) => name switch
    {
        Progress.Simulation => $"the simulation, which has written {Written(shards.Min(shard => shard.CommittedThrough), last)}, or is ended for good by 'akkacommerce retire'",
        "foreign" => $"foreign events, of which more may come: they close with events from {last + options.Lateness} on, or as time passes when none has come for {Show.Span(options.Silence)}, while an analysis runs",
        "nothing" => $"no source: they close as time passes while an analysis runs{Within(shards.Min(shard => shard.ClosedThrough), last)}",
        _ => name,
    };

    private static string Written(Timestamp through, Timestamp last) => through == Timestamp.Min
        ? $"nothing yet: they close when it has written through {last}"
        : $"through {through} and is not finished: they close when it has written through {last}, another {Show.Span(last - through)} of its time";

    private static string Within(Timestamp closed, Timestamp last) => closed == Timestamp.Min ? "" : $", within {Show.Span(last - closed)}";
}
