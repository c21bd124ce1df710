using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Analytics.Partitions;

/// <summary>
/// An entry as bytes, version 2 (in version 1 the totals of closes knew of no refunds): head, counts, bodies, the names that its closes use, the closes. Positions of closes are written as steps from the
/// close before (the first from where the counts began); numbers take as few bytes as they need.
/// </summary>
internal static class EntryCodec
{
    private const byte Version = TotalsCodec.Form;
    private const byte Claim = 1;
    private const byte HasEvents = 1;
    private const byte HasDistinct = 2;

    /// <summary>The topics whose positions are written: those that are analysed.</summary>
    private const int Written = (int)Topic.Progress + 1;

    /// <summary>Writes an entry; the closes and their names are written already.</summary>
    public static byte[] Write(AnalystEntry entry, ByteWriter to, TotalsCodec names, NameTable table, int closes, ReadOnlySpan<byte> closeBytes)
    {
        to.Clear();
        to.Byte(Version);
        to.Byte(entry.IsClaim ? Claim : (byte)0);
        to.Number(entry.Shard);
        Name(to, entry.Name);
        Name(to, entry.Before);
        Steps(to, default, entry.CountedFrom);
        Steps(to, entry.CountedFrom, entry.Positions);
        to.Signed(entry.OpenAtCountedFrom);
        to.Signed(entry.Progress.Milliseconds);
        Counts(to, entry.Counts);
        Counts(to, entry.BodiesBefore);
        names.WriteNames(to, table);
        to.Number(closes);
        to.Raw(closeBytes);
        return to.Written.ToArray();
    }

    /// <summary>Writes a close at the end of those gathered.</summary>
    /// <param name="before">The close before it in this entry, or where the counts began.</param>
    /// <returns>Where its totals begin.</returns>
    public static int WriteClose(ByteWriter to, in (long Pane, Positions Positions, long Progress) before, PaneClose close, PaneSum? totals, TotalsCodec names)
    {
        to.Byte((byte)((totals is null ? 0 : HasEvents) | (close.Distinct == default ? 0 : HasDistinct)));
        to.Signed(close.Pane - before.Pane);
        Steps(to, before.Positions, close.Positions);
        to.Signed(close.Pane - close.GreatestPane);
        to.Signed(close.Progress.Milliseconds - before.Progress);
        if (close.Distinct != default)
        {
            to.Number(close.Distinct.Viewers);
            to.Number(close.Distinct.Carters);
            to.Number(close.Distinct.Customers);
            to.Number(close.Distinct.Converted);
            to.Number(close.Distinct.Recovered);
        }
        var at = to.Length;
        if (totals is not null) names.Write(to, totals);
        return at;
    }

    public static AnalystEntry Read(ReadOnlyMemory<byte> bytes)
    {
        var from = new ByteReader(bytes.Span);
        if (from.Byte() is var version && version is 0 or > Version) throw new FormatException($"A journal entry of version {version}: this program reads versions 1 to {Version}.");
        var claim = from.Byte() == Claim;
        var shard = (int)from.Number();
        var name = Name(ref from);
        var before = Name(ref from);
        var counted = Steps(ref from, default);
        var positions = Steps(ref from, counted);
        var open = from.Signed();
        var progress = new Timestamp(from.Signed());
        var counts = Counts(ref from);
        var bodies = Counts(ref from);
        var namesAt = from.At;
        var names = TotalsCodec.SkipNames(ref from);
        var closes = new PaneClose[from.Count()];
        var last = (Pane: open, Positions: counted, Progress: 0L);
        for (var i = 0; i < closes.Length; i++)
        {
            var close = Close(ref from, last, version, names);
            closes[i] = close;
            last = (close.Pane, close.Positions, close.Progress.Milliseconds);
        }
        if (!from.IsAtEnd) throw new FormatException("A journal entry goes on after its end.");
        return new AnalystEntry
        {
            Bytes = bytes,
            Shard = shard,
            Name = name,
            Before = before,
            IsClaim = claim,
            CountedFrom = counted,
            Positions = positions,
            OpenAtCountedFrom = open,
            Progress = progress,
            Counts = counts,
            BodiesBefore = bodies,
            Closes = closes,
            NamesAt = namesAt,
            TotalsForm = version,
        };
    }

    private static PaneClose Close(ref ByteReader from, in (long Pane, Positions Positions, long Progress) before, byte form, int names)
    {
        var flags = from.Byte();
        var pane = before.Pane + from.Signed();
        var positions = Steps(ref from, before.Positions);
        var greatest = pane - from.Signed();
        var progress = before.Progress + from.Signed();
        var distinct = (flags & HasDistinct) == 0 ? default
            : new DistinctUsers(from.Number(), from.Number(), from.Number(), from.Number(), from.Number());
        var at = from.At;
        if ((flags & HasEvents) != 0) TotalsCodec.Skip(ref from, form, names);
        return new PaneClose(pane, positions, greatest, new Timestamp(progress), distinct, (flags & HasEvents) != 0) { TotalsAt = at };
    }

    private static void Name(ByteWriter to, EntryName name)
    {
        to.Number(name.Number);
        to.Fixed(name.Incarnation);
    }

    private static EntryName Name(ref ByteReader from) => new(from.Number(), from.Fixed());

    private static void Steps(ByteWriter to, in Positions start, in Positions end)
    {
        for (var topic = 0; topic < Written; topic++) to.Signed(end[topic] - start[topic]);
    }

    private static Positions Steps(ref ByteReader from, in Positions start)
    {
        Positions end = default;
        for (var topic = 0; topic < Written; topic++) end[topic] = start[topic] + from.Signed();
        return end;
    }

    private static void Counts(ByteWriter to, IReadOnlyList<PaneCount> counts)
    {
        to.Number(counts.Count);
        foreach (var count in counts)
        {
            to.Number(count.Pane is { } pane ? pane + 1 : 0);
            to.Number(count.Late);
            to.Number(count.Dead);
        }
    }

    private static PaneCount[] Counts(ref ByteReader from)
    {
        var counts = from.Count() is var count and > 0 ? new PaneCount[count] : [];
        for (var i = 0; i < counts.Length; i++)
        {
            var pane = from.Number();
            counts[i] = new PaneCount(pane == 0 ? null : pane - 1, from.Number(), from.Number());
        }
        return counts;
    }
}
