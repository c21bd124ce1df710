using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Node.Reporting;

/// <summary>What stays open where a run ends with its log analysed: the shards that still hold events of panes not closed, by what holds them back.</summary>
internal static class OpenShards
{
    public static IEnumerable<string> Lines(IReadOnlyList<AnalystStatus> shards) => shards
        .Where(shard => !shard.AllEventsClosed)
        .GroupBy(shard => shard.HeldBackBy)
        .Select(held => $"still open, held back by {held.Key}: {(held.Count() == 1 ? "shard" : "shards")} {string.Join(", ", held.Select(shard => shard.Shard))}"
            + $", from {held.Min(shard => shard.ClosedThrough) switch { var from when from == Timestamp.Min => "the beginning", var from => from.ToString() }} on");
}
