using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Tests.Analytics.Hosting;

namespace AkkaCommerce.Tests.Simulator.Analysis;

/// <summary>Everything once more, from the log and the chains of entries, by brute force.</summary>
internal sealed class AnalysisChecks(AnalysisSimulator world)
{
    private readonly List<HandMadeEvent> _inTime = [];
    private readonly HashSet<(int, int, long, bool)> _rejected = [];

    /// <exception cref="AnalysisFailure">Something is wrong.</exception>
    public void Check()
    {
        for (var shard = 0; shard < AnalysisSimulator.Shards; shard++) CheckShard(shard);
        if (!_rejected.SetEquals(world.Tables.Rejected))
            throw new AnalysisFailure($"Rows of late events and dead letters: missing {Some(_rejected.Except(world.Tables.Rejected))}; too many {Some(world.Tables.Rejected.Except(_rejected))}.");
        CheckFinals();
        if (world.Kind == AnalysisKind.CatchUp && world.MostOpen > 10) throw new AnalysisFailure($"{world.MostOpen} open panes in a catch-up of the simulation.");
        if (world.Kind == AnalysisKind.Stray && world.MostOpen > 45) throw new AnalysisFailure($"{world.MostOpen} open panes in a catch-up with one record of a stranger.");
    }

    /// <summary>The last pane whose window is promised as final: of the events that were in time, and through `until`.</summary>
    public static long Promised(AnalysisSimulator world)
    {
        var last = world.HasSimulation ? world.Until / AnalysisSimulator.Pane - 1 : -1;
        for (var shard = 0; shard < AnalysisSimulator.Shards; shard++)
        {
            var closes = world.Journals[shard].Chain().SelectMany(entry => entry.Closes).ToArray();
            foreach (var (topic, offset, record) in world.Logs[shard].Committed())
            {
                var window = PaneOf(record) + AnalysisSimulator.Window - 1;
                if (window <= last || IsDead(record) || (record.Own && world.Run?.Retired != true)) continue;
                if (PaneOf(record) >= OpenAt(closes, topic, offset)) last = window;
            }
        }
        return last;
    }

    private static long PaneOf(ModelRecord record) => record.Time!.Value / AnalysisSimulator.Pane;

    private static bool IsDead(ModelRecord record) => !record.Own && record.Time > record.Appended + AnalysisSimulator.Ahead;

    /// <summary>The first pane that was open when the record was folded.</summary>
    private static long OpenAt(PaneClose[] closes, int topic, long offset)
    {
        for (var i = closes.Length - 1; i >= 0; i--)
            if (closes[i].Positions[topic] <= offset)
                return closes[i].Pane + 1;
        return 0;
    }

    private static string Some<T>(IEnumerable<T> of) => string.Join(' ', of.Take(3));

    private void CheckShard(int shard)
    {
        var chain = world.Journals[shard].Chain();
        PaneClose[] closes = [.. chain.SelectMany(entry => entry.Closes)];
        for (var i = 1; i < closes.Length; i++)
            if (closes[i].Pane <= closes[i - 1].Pane)
                throw new AnalysisFailure($"Shard {shard}: closes repeat or go back: {string.Join(' ', closes.Select(close => close.Pane))}.");
        var through = closes.Length > 0 ? closes[^1].Pane + 1 : 0;
        var end = chain.Count > 0 ? chain[^1].Positions : Positions.Start;
        var cut = world.Has(AnalysisFault.CutAtClose) && closes.Length > 0 ? closes[^1].Positions : end;
        var (inLog, reported) = (new Dictionary<long, long>(), new Dictionary<long, long>());
        foreach (var (topic, offset, record) in world.Logs[shard].Committed())
        {
            var (pane, dead) = (PaneOf(record), IsDead(record));
            var late = !dead && pane < OpenAt(closes, topic, offset);
            if (late && record.Own && (world.Kind is AnalysisKind.Simulation or AnalysisKind.CatchUp || !world.Extends))
                throw new AnalysisFailure($"An event of the simulation is late: shard {shard}, topic {topic}, offset {offset}, time {record.Time}.");
            if (late && world.Kind == AnalysisKind.Static)
                throw new AnalysisFailure($"Late though the log is complete and in order: shard {shard}, topic {topic}, offset {offset}, time {record.Time}.");
            if (!dead && !late) _inTime.Add(record.Event!);
            if (offset < cut[topic]) inLog[pane] = inLog.GetValueOrDefault(pane) + 1;
            if ((dead || late) && offset < end[topic]) _rejected.Add((shard, topic, offset, late));
        }
        foreach (var entry in chain)
        {
            var totals = entry.ReadTotals(new NameTable());
            for (var i = 0; i < totals.Length; i++) reported[entry.Closes[i].Pane] = totals[i].Events.Total;
        }
        var counts = world.Has(AnalysisFault.CountsInEntries) ? world.Journals[shard].Rows.SelectMany(row => row.Entry.Counts) : world.Tables.CountsOf(shard);
        foreach (var count in counts) reported[count.Pane ?? -1] = reported.GetValueOrDefault(count.Pane ?? -1) + count.Late + count.Dead;
        for (var pane = 0L; pane < through; pane++)
            if (inLog.GetValueOrDefault(pane) != reported.GetValueOrDefault(pane))
                throw new AnalysisFailure($"Shard {shard}, pane {pane}: the log holds {inLog.GetValueOrDefault(pane)}, reported, late and dead are {reported.GetValueOrDefault(pane)}.");
    }

    private void CheckFinals()
    {
        var last = world.Tables.Received.Pane ?? -1;
        if (world.Tables.Windows.Keys.LastOrDefault(-1) > last) throw new AnalysisFailure("A final beyond received.");
        var byPane = _inTime.ToLookup(e => e.Time / AnalysisSimulator.Pane);
        for (var pane = 0L; pane <= last; pane++)
        {
            List<HandMadeEvent> inside = [];
            for (var p = pane - AnalysisSimulator.Window + 1; p <= pane; p++) inside.AddRange(byPane[p]);
            var final = world.Tables.Windows.GetValueOrDefault(pane)?.Snapshot;
            if ((inside.Count > 0) != (final is not null)) throw new AnalysisFailure($"Final {pane} is {(final is null ? "missing" : "there, but its window is empty")}.");
            if (final is null) continue;
            var figures = SnapshotJson.Write(HandMadeShop.Figures(final.Start, final.End, inside));
            var shown = SnapshotJson.Write(final with { LateEvents = 0, DeadLetters = 0 });
            if (shown != figures) throw new AnalysisFailure($"Final {pane}: {shown}, the log says {figures}.");
        }
    }
}
