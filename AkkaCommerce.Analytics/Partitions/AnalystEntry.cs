using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Analytics.Partitions;

/// <summary>
/// An entry of an analyst's journal: a group of closes, or none; the positions its counts of late events and dead letters reach to, and those they
/// began at; and the name of the entry before. Made by <see cref="PartitionAnalysis.TryCompose"/>; <see cref="Bytes"/> are its only form outside.
/// </summary>
public sealed class AnalystEntry
{
    /// <summary>What is kept in the journal and sent to the board.</summary>
    public ReadOnlyMemory<byte> Bytes { get; internal init; }

    public int Shard { get; internal init; }

    public EntryName Name { get; internal init; }

    /// <summary>The entry before; <see cref="EntryName.None"/>: this is the first.</summary>
    public EntryName Before { get; internal init; }

    /// <summary>Whether it is an incarnation's first act after recovery, which repeats what the entry before says.</summary>
    public bool IsClaim { get; internal init; }

    /// <summary>Of the next record to fold, when it was composed: its counts reach to there exactly.</summary>
    public Positions Positions { get; internal init; }

    /// <summary>Where its counts began.</summary>
    public Positions CountedFrom { get; internal init; }

    /// <summary>The first pane that was not closed where its counts began.</summary>
    public long OpenAtCountedFrom { get; internal init; }

    /// <summary>The simulation's progress folded when it was composed; <see cref="Timestamp.Min"/>: none.</summary>
    public Timestamp Progress { get; internal init; }

    /// <summary>Closes in order of panes.</summary>
    public IReadOnlyList<PaneClose> Closes { get; internal init; } = [];

    /// <summary>Late events and dead letters of [<see cref="CountedFrom"/>, <see cref="Positions"/>), by pane.</summary>
    public IReadOnlyList<PaneCount> Counts { get; internal init; } = [];

    /// <summary>Bodies of late events and dead letters kept before <see cref="CountedFrom"/>, by pane.</summary>
    public IReadOnlyList<PaneCount> BodiesBefore { get; internal init; } = [];

    /// <summary>The last pane it closes; null: none.</summary>
    public long? LastPane => Closes.Count > 0 ? Closes[^1].Pane : null;

    internal int NamesAt { get; init; }

    /// <summary>As which the totals of its closes are written.</summary>
    internal byte TotalsForm { get; init; }

    /// <summary>The closes' own totals, close by close, with names of a table.</summary>
    public PaneTotals[] ReadTotals(NameTable names)
    {
        var bytes = Bytes.Span;
        var from = new ByteReader(bytes[NamesAt..]);
        var slots = TotalsCodec.ReadNames(ref from, names);
        var totals = new PaneTotals[Closes.Count];
        for (var i = 0; i < totals.Length; i++)
        {
            if (!Closes[i].HasEvents)
            {
                totals[i] = PaneTotals.Empty;
                continue;
            }
            var at = new ByteReader(bytes[Closes[i].TotalsAt..]);
            totals[i] = TotalsCodec.Read(ref at, TotalsForm, slots);
        }
        return totals;
    }

    /// <exception cref="FormatException">The bytes are no entry, or one of a newer version.</exception>
    public static AnalystEntry Read(ReadOnlyMemory<byte> bytes) => EntryCodec.Read(bytes);
}
