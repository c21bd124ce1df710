using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Verification;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Tests.Simulator.Analysis;
using AkkaCommerce.Tests.Simulator.Shop;

namespace AkkaCommerce.Tests.Simulator.Whole;

/// <summary>
/// What must hold of the whole: the chains against the log, the finals, byte for byte, against one shard never disturbed, and what <c>verify</c>
/// proves, with its own parts.
/// </summary>
internal sealed class WholeChecks(WholeAnalysis world, ShopSimulator shop)
{
    private readonly PaneGrid _grid = PaneGrid.Of(world.Options);

    /// <exception cref="AnalysisFailure">Something is wrong.</exception>
    public void Check()
    {
        if (!world.IsDone) throw new AnalysisFailure($"Stuck: final through {world.Tables.Received.Pane}, promised {ChainChecks.Promised(world)}; {world.Standings}");
        var chains = new ChainChecks(world);
        chains.Check();
        CheckFinals(chains.InTime);
        var findings = new Findings();
        var edges = new Dictionary<long, DistinctFigures>();
        for (var shard = 0; shard < world.Shards; shard++) Recount(shard, chains, edges, findings);
        CheckWindows(edges, findings);
        if (findings.Texts.Count > 0) throw new AnalysisFailure($"verify: {findings.Texts[0]}");
    }

    private void CheckFinals(List<ModelRecord> inTime)
    {
        var finals = UninterruptedShard.Finals(inTime, world.Options);
        var last = world.Tables.Received.Pane ?? -1;
        foreach (var (pane, json) in finals)
        {
            if (pane > last) break;
            if (!world.Tables.Windows.TryGetValue(pane, out var final)) throw new AnalysisFailure($"Final {pane} is missing.");
            var shown = SnapshotJson.Write(final.Snapshot with { LateEvents = 0, DeadLetters = 0 });
            if (shown != json) throw new AnalysisFailure($"Final {pane}: {shown}, one shard says {json}.");
        }
        foreach (var pane in world.Tables.Windows.Keys)
            if (!finals.ContainsKey(pane))
                throw new AnalysisFailure($"Final {pane} is there, but its window is empty.");
    }

    /// <summary>A shard's log counted anew, and its ids against the truth that its writers wrote.</summary>
    private void Recount(int shard, ChainChecks chains, Dictionary<long, DistinctFigures> edges, Findings findings)
    {
        var late = chains.LateOrigins.Where(origin => origin.Shard == shard).Select(origin => (origin.Topic, origin.Offset)).ToHashSet();
        var cut = chains.Chains[shard].Count > 0 ? chains.Chains[shard][^1].Positions : Positions.Start;
        var recount = new ShardRecount(shard, world.Shards, _grid, world.Options.Ahead, world.Run.RunId, cut, late);
        var ends = world.Logs[shard].Ends(counting: true);
        for (var topic = 0; topic < Topics.Count; topic++)
            foreach (var (_, offset, record) in world.Logs[shard].Committed(topic))
            {
                using var batch = world.Logs[shard].Batch(topic, offset, record, offset + 1);
                recount.Add(batch, ends);
            }
        foreach (var (window, change) in recount.Distinct.Edges())
        {
            var sum = edges.GetValueOrDefault(window);
            sum.Add(change);
            edges[window] = sum;
        }
        var through = shop.Logs[shard].Through ?? Timestamp.Min;
        var last = through == Timestamp.Min ? long.MinValue : through == shop.World.Goal ? long.MaxValue
            : _grid.PaneOf(through.Milliseconds + 1 - (long)shop.World.Shop.GreatestDelay.TotalMilliseconds) - 1;
        new IdCheck(shard, _grid, null, findings).Check(recount.Own, recount.Truth, long.MinValue, last);
    }

    /// <summary>Every window is the sum of its panes, and none is missing.</summary>
    private void CheckWindows(Dictionary<long, DistinctFigures> edges, Findings findings)
    {
        var check = new WindowCheck(_grid, edges, _ => true, findings);
        var names = new NameTable();
        foreach (var (pane, final) in world.Tables.Windows)
            check.Add(SnapshotJson.Write(final.Snapshot), new KeptTotals(pane, new KeptPane(pane, final.PaneBytes).Read(names)));
        if (world.Tables.Received.Pane is { } through) check.Through(through);
    }
}
