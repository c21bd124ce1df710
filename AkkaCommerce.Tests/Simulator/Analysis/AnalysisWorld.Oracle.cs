using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Tests.Simulator.Analysis;

/// <summary>The oracle: everything from the log and the chain of entries, by brute force.</summary>
internal sealed partial class AnalysisWorld
{
    private bool IsPure => Kind is "sim" or "catchup" || !_extends;

    private static long PaneOf(long time) => time / Pane;

    private static bool IsDead(SimulatedEvent record, long appended) =>
        record.IsGarbage || !record.IsOwn && record.Time > appended + (long)Options.Ahead.TotalMilliseconds;

    /// <summary>The last pane whose window is promised as final: of the events that were in time.</summary>
    private long Goal()
    {
        var last = _template is null ? -1 : Until / Pane - 1;
        for (var shard = 0; shard < Shards; shard++)
        {
            var closes = Journals[shard].Chain().SelectMany(entry => entry.Closes).ToArray();
            for (var topic = 0; topic < 4; topic++)
                foreach (var (offset, record, appended) in Logs[shard].Committed(topic))
                {
                    var pane = PaneOf(record.Time);
                    if (pane + Window - 1 > last && !IsDead(record, appended) && (!record.IsOwn || _retired)
                        && !closes.Any(close => close.Pane >= pane && close.Positions[topic] <= offset))
                        last = pane + Window - 1;
                }
        }
        return last;
    }

    private void Check()
    {
        var inTime = new List<SimulatedEvent>();
        var rows = new HashSet<(int, Topic, long, bool)>();
        for (var shard = 0; shard < Shards; shard++) CheckShard(shard, inTime, rows);
        if (!rows.SetEquals(Rows))
            throw new SimulationFailure($"rows: missing {string.Join(' ', rows.Except(Rows).Take(3))}, too many {string.Join(' ', Rows.Except(rows).Take(3))}");
        var last = Received.Pane ?? -1;
        for (long pane = 0; pane <= last; pane++)
        {
            var held = inTime.FindAll(e => PaneOf(e.Time) > pane - Window && PaneOf(e.Time) <= pane);
            var final = Windows.TryGetValue(pane, out var row) ? row.Json : null;
            if (held.Count == 0 != final is null) throw new SimulationFailure($"final {pane}: {(final is null ? "missing" : "there, but its window is empty")}");
            if (final is null) continue;
            var expected = SnapshotJson.Write(Expected(pane, held));
            if (final != expected) throw new SimulationFailure($"final {pane}: {final}, the log says {expected}");
        }
        if (Windows.Keys.Any(pane => pane > last)) throw new SimulationFailure("a final beyond received");
        if (Kind == "catchup" && MostOpen > 10) throw new SimulationFailure($"{MostOpen} open panes in a catch-up of the simulation");
        if (Kind == "stray" && MostOpen > 45) throw new SimulationFailure($"{MostOpen} open panes in a catch-up with one foreign record");
    }

    private void CheckShard(int shard, List<SimulatedEvent> inTime, HashSet<(int, Topic, long, bool)> rows)
    {
        var chain = Journals[shard].Chain();
        var closes = chain.SelectMany(entry => entry.Closes).ToArray();
        for (var i = 1; i < closes.Length; i++)
            if (closes[i].Pane <= closes[i - 1].Pane) throw new SimulationFailure($"shard {shard}: closes repeat or go back");
        var through = closes.Length > 0 ? closes[^1].Pane + 1 : 0;
        var end = chain.Count > 0 ? chain[^1].Positions : default;
        var cut = Broken == "cut" && closes.Length > 0 ? closes[^1].Positions : end;
        var balance = new Dictionary<long, long>();
        long untimed = 0;
        for (var topic = 0; topic < 4; topic++)
        {
            var at = 0;
            foreach (var (offset, record, appended) in Logs[shard].Committed(topic))
            {
                while (at < closes.Length && closes[at].Positions[topic] <= offset) at++;
                var (dead, late) = (IsDead(record, appended), PaneOf(record.Time) < (at > 0 ? closes[at - 1].Pane + 1 : 0));
                if (late && !dead && record.IsOwn && IsPure) throw new SimulationFailure($"own event late: shard {shard} topic {topic} offset {offset} time {record.Time}");
                if (late && !dead && Kind == "static") throw new SimulationFailure($"late though the log is complete and in order: shard {shard} topic {topic} offset {offset}");
                if (!dead && !late) inTime.Add(record);
                if (offset < cut[topic] && !record.HasTime) untimed++;
                if (offset < cut[topic] && record.HasTime && PaneOf(record.Time) < through) balance[PaneOf(record.Time)] = balance.GetValueOrDefault(PaneOf(record.Time)) + 1;
                if (offset < end[topic] && (dead || late)) rows.Add((shard, (Topic)topic, offset, !dead));
            }
        }
        Balance(shard, chain, balance, untimed, through);
    }

    /// <summary>`verify`: of each pane, the log = reported + late + dead.</summary>
    private void Balance(int shard, List<AnalystEntry> chain, Dictionary<long, long> balance, long untimed, long through)
    {
        var names = new NameTable();
        foreach (var entry in chain)
        {
            var totals = entry.ReadTotals(names);
            for (var i = 0; i < totals.Length; i++) Take(entry.Closes[i].Pane, totals[i].Events.Total);
        }
        IEnumerable<IReadOnlyList<PaneCount>> counts = Broken == "counts"
            ? Journals[shard].Rows.Values.Select(entry => entry.Counts)
            : Counts.Where(row => row.Key.Shard == shard).Select(row => row.Value);
        foreach (var count in counts.SelectMany(panes => panes))
        {
            if (count.Pane is not { } pane) untimed -= count.Dead;
            else if (pane < through) Take(pane, count.Late + count.Dead);
        }
        foreach (var (pane, difference) in balance)
            if (difference != 0) throw new SimulationFailure($"verify, shard {shard} pane {pane}: the log holds {difference} more than reported + late + dead");
        if (untimed != 0) throw new SimulationFailure($"verify, shard {shard}: the log holds {untimed} more records without a time than are counted");

        void Take(long pane, long count) => balance[pane] = balance.GetValueOrDefault(pane) - count;
    }

    /// <summary>A window's snapshot, made in the plainest way.</summary>
    private static WindowSnapshot Expected(long pane, List<SimulatedEvent> events)
    {
        EventCounts counts = default;
        foreach (var e in events) counts[e.Type]++;
        var (viewers, carters, buyers) = (Who(Topic.PageViews), Who(Topic.CartEvents), Who(Topic.Purchases));
        var orders = events.FindAll(e => e.Type == EventType.Purchase);
        var ends = events.FindAll(e => e.Type == EventType.SessionEnd);
        var revenue = orders.Sum(e => e.Quantity * e.Cents);
        var sold = events.FindAll(e => e.Type is EventType.PageView or EventType.AddToCart or EventType.Purchase);
        var products = sold.GroupBy(e => e.Product).Select(g => new PopularProduct(
            $"prod_{g.Key}", $"kind_{g.Min(e => e.Category)}", g.Count(e => e.Type == EventType.PageView), g.Count(e => e.Type == EventType.AddToCart),
            g.Count(e => e.Type == EventType.Purchase), g.Where(e => e.Type == EventType.Purchase).Sum(e => e.Quantity * e.Cents) / 100m));
        var categories = sold.Where(e => e.Type != EventType.AddToCart).GroupBy(e => e.Category).Select(g => new PopularCategory(
            $"kind_{g.Key}", g.Count(e => e.Type == EventType.PageView), g.Count(e => e.Type == EventType.Purchase),
            g.Where(e => e.Type == EventType.Purchase).Sum(e => e.Quantity * e.Cents) / 100m));
        return new WindowSnapshot
        {
            Start = new Timestamp((pane - Window + 1) * Pane),
            End = new Timestamp((pane + 1) * Pane),
            Final = true,
            Events = counts,
            PopularProducts = [.. products.OrderByDescending(p => p.Views).ThenBy(p => p.ProductId, StringComparer.Ordinal)],
            PopularCategories = [.. categories.OrderByDescending(c => c.Views).ThenBy(c => c.Category, StringComparer.Ordinal)],
            Revenue = revenue / 100m,
            Orders = orders.Count,
            AverageOrderValue = Ratio(revenue / 100m, orders.Count, 2),
            UniqueViewers = viewers.Count,
            UniqueCarters = carters.Count,
            UniqueCustomers = buyers.Count,
            ConvertedViewers = viewers.Count(buyers.Contains),
            AbandoningCarters = carters.Count(user => !buyers.Contains(user)),
            ViewerConversionRate = Ratio(viewers.Count(buyers.Contains), viewers.Count, 4),
            Sessions = new SessionFigures
            {
                Started = events.Count(e => e.Type == EventType.SessionStart),
                Ended = ends.Count,
                AverageDurationSeconds = Ratio(ends.Sum(e => e.Cents) / 1000m, ends.Count, 1),
                AveragePageViews = Ratio(ends.Sum(e => e.Quantity), ends.Count, 2),
            },
        };

        HashSet<int> Who(Topic topic) => [.. events.Where(e => e.Topic == topic).Select(e => e.User)];
    }

    private static decimal Ratio(decimal sum, int count, int places) =>
        count == 0 ? 0 : Math.Round(sum / count, places, MidpointRounding.AwayFromZero);
}
