using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Tests.Analytics.Windows;

/// <summary>A shard's entries, made by hand, each naming the one before.</summary>
internal sealed class HandMadeChain(int shard, long incarnation = 1)
{
    private EntryName _last;

    /// <summary>An entry that closes panes, in each of which so many users viewed one product each.</summary>
    public AnalystEntry Closing(params (long Pane, int Views)[] closes) => Counting([], closes);

    /// <summary>An entry that counts late events and dead letters too.</summary>
    public AnalystEntry Counting(IReadOnlyList<PaneCount> counts, params (long Pane, int Views)[] closes)
    {
        var (table, names, bytes) = (new NameTable(), new TotalsCodec(), new ByteWriter());
        var (product, category) = (table.Slot("prod_1"u8), table.Slot("books"u8));
        var before = (Pane: 0L, Positions: default(AkkaCommerce.Ingestion.Log.Positions), Progress: 0L);
        foreach (var (pane, views) in closes)
        {
            var sum = new PaneSum(table);
            for (var view = 0; view < views; view++)
            {
                sum.Count(EventType.PageView);
                sum.View(product, category);
            }
            var close = new PaneClose(pane, default, pane, new Timestamp(0), new DistinctUsers(views, 0, 0, 0, 0), views > 0);
            EntryCodec.WriteClose(bytes, before, close, views > 0 ? sum : null, names);
            before = (pane, default, 0);
        }
        var entry = new AnalystEntry { Shard = shard, Name = new EntryName(_last.Number + 1, incarnation), Before = _last, Counts = counts };
        _last = entry.Name;
        return AnalystEntry.Read(EntryCodec.Write(entry, new ByteWriter(), names, table, closes.Length, bytes.Written));
    }
}
