using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Tests.Simulator.Analysis;

/// <summary>
/// What the journals' chains of entries and the tables say, held against the log, each record of it judged anew: dead, late, or in time and so in its
/// pane.
/// </summary>
internal sealed class ChainChecks(AnalysisWorld world)
{
    private readonly HashSet<(int, int, long, bool)> _rejected = [];

    /// <summary>What was in time, shard by shard.</summary>
    public List<ModelRecord> InTime { get; } = [];

    /// <summary>Each shard's chain, from its beginning.</summary>
    public List<AnalystEntry>[] Chains { get; } = [.. world.Journals.Select(journal => journal.Chain())];

    /// <exception cref="AnalysisFailure">Something is wrong.</exception>
    public void Check()
    {
        for (var shard = 0; shard < world.Shards; shard++) CheckShard(shard);
        if (!_rejected.SetEquals(world.Tables.Rejected))
            throw new AnalysisFailure($"Rows of late events and dead letters: missing {Some(_rejected.Except(world.Tables.Rejected))}; too many {Some(world.Tables.Rejected.Except(_rejected))}.");
        if (world.Tables.Windows.Keys.LastOrDefault(-1) > (world.Tables.Received.Pane ?? -1)) throw new AnalysisFailure("A final beyond received.");
        CheckRejectedOfFinals();
    }

    /// <summary>The last pane whose window is promised as final: of the events that were in time, and through `until` of a simulation that reaches it.</summary>
    public static long Promised(AnalysisWorld world)
    {
        var last = world.Run is { Retired: false, Until: { } until } ? world.PaneOf(until.Milliseconds) - 1 : -1;
        for (var shard = 0; shard < world.Shards; shard++)
        {
            var closes = world.Journals[shard].Chain().SelectMany(entry => entry.Closes).ToArray();
            foreach (var (topic, offset, record) in world.Logs[shard].Committed())
            {
                if (IsDead(world, record) || (record.Own && world.Run?.Retired != true)) continue;
                var pane = world.PaneOf(record.Time!.Value);
                var window = pane + world.Options.WindowPanes - 1;
                if (window > last && pane >= OpenAt(closes, topic, offset)) last = window;
            }
        }
        return last;
    }

    private static bool IsDead(AnalysisWorld world, ModelRecord record) =>
        record.IsSpoilt || !record.Own && record.Time > record.Appended + (long)world.Options.Ahead.TotalMilliseconds;

    /// <summary>The first pane that was open when the record was folded.</summary>
    private static long OpenAt(PaneClose[] closes, int topic, long offset)
    {
        var (from, to) = (0, closes.Length);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (closes[middle].Positions[topic] <= offset) from = middle + 1;
            else to = middle;
        }
        return from > 0 ? closes[from - 1].Pane + 1 : 0;
    }

    private static string Some<T>(IEnumerable<T> of) => string.Join(' ', of.Take(3));

    private void CheckShard(int shard)
    {
        var chain = Chains[shard];
        PaneClose[] closes = [.. chain.SelectMany(entry => entry.Closes)];
        for (var i = 1; i < closes.Length; i++)
            if (closes[i].Pane <= closes[i - 1].Pane)
                throw new AnalysisFailure($"Shard {shard}: closes repeat or go back: {string.Join(' ', closes.Select(close => close.Pane))}.");
        var end = chain.Count > 0 ? chain[^1].Positions : Positions.Start;
        var cut = world.Has(AnalysisFault.CutAtClose) && closes.Length > 0 ? closes[^1].Positions : end;
        var inLog = new Dictionary<long, long>();
        foreach (var (topic, offset, record) in world.Logs[shard].Committed())
        {
            var pane = record.Time is { } time ? world.PaneOf(time) : -1;
            var dead = IsDead(world, record);
            var late = !dead && pane < OpenAt(closes, topic, offset);
            if (late && record.Own && world.IsNeverLate)
                throw new AnalysisFailure($"An event of the simulation is late: shard {shard}, topic {topic}, offset {offset}, time {record.Time}.");
            if (!dead && !late) InTime.Add(record);
            if (late) LateOrigins.Add((shard, (Topic)topic, offset));
            if (offset < cut[topic]) inLog[pane] = inLog.GetValueOrDefault(pane) + 1;
            if ((dead || late) && offset < end[topic]) _rejected.Add((shard, topic, offset, late));
        }
        var reported = Reported(shard, chain);
        foreach (var pane in inLog.Keys.Union(reported.Keys).Where(pane => pane <= (closes.Length > 0 ? closes[^1].Pane : -1)))
            if (inLog.GetValueOrDefault(pane) != reported.GetValueOrDefault(pane))
                throw new AnalysisFailure($"Shard {shard}, pane {pane}: the log holds {inLog.GetValueOrDefault(pane)}, reported, late and dead are {reported.GetValueOrDefault(pane)}.");
    }

    /// <summary>Where late events stand.</summary>
    public HashSet<(int Shard, Topic Topic, long Offset)> LateOrigins { get; } = [];

    private Dictionary<long, long> Reported(int shard, List<AnalystEntry> chain)
    {
        var reported = new Dictionary<long, long>();
        foreach (var entry in chain)
        {
            var totals = entry.ReadTotals(new NameTable());
            for (var i = 0; i < totals.Length; i++) reported[entry.Closes[i].Pane] = totals[i].Events.Total;
        }
        var counts = world.Has(AnalysisFault.CountsInEntries) ? world.Journals[shard].Rows.SelectMany(row => row.Entry.Counts) : world.Tables.CountsOf(shard);
        foreach (var count in counts) reported[count.Pane ?? -1] = reported.GetValueOrDefault(count.Pane ?? -1) + count.Late + count.Dead;
        return reported;
    }

    /// <summary>A final's late events and dead letters are those of its panes that entries told up to each shard's close of it.</summary>
    private void CheckRejectedOfFinals()
    {
        var told = new Dictionary<long, (long Late, long Dead)>();
        var next = new int[world.Shards];
        var closed = Enumerable.Repeat(-1L, world.Shards).ToArray();
        foreach (var (pane, final) in world.Tables.Windows)
        {
            for (var shard = 0; shard < world.Shards; shard++)
                for (var chain = Chains[shard]; closed[shard] < pane && next[shard] < chain.Count; next[shard]++)
                {
                    if (!chain[next[shard]].IsClaim) Tell(told, chain[next[shard]].Counts);
                    closed[shard] = chain[next[shard]].LastPane ?? closed[shard];
                }
            var (late, dead) = (0L, 0L);
            for (var p = pane - world.Options.WindowPanes + 1; p <= pane; p++)
                if (told.TryGetValue(p, out var sum)) (late, dead) = (late + sum.Late, dead + sum.Dead);
            if ((final.Snapshot.LateEvents, final.Snapshot.DeadLetters) != (late, dead))
                throw new AnalysisFailure($"Final {pane} says late {final.Snapshot.LateEvents}, dead {final.Snapshot.DeadLetters}; the entries told {late} and {dead}.");
        }
    }

    private static void Tell(Dictionary<long, (long Late, long Dead)> told, IReadOnlyList<PaneCount> counts)
    {
        foreach (var count in counts)
            if (count.Pane is { } pane)
                told[pane] = (told.GetValueOrDefault(pane).Late + count.Late, told.GetValueOrDefault(pane).Dead + count.Dead);
    }
}
