using AkkaCommerce.Analytics.Panes;

namespace AkkaCommerce.Analytics.Partitions;

/// <summary>What a shard's open panes hold so far, for the live window: a picture, told again and again, of which only the newest counts.</summary>
public sealed class LivePartial
{
    /// <summary>Told, never kept: of no other form than this program's own.</summary>
    private const byte Form = TotalsCodec.Form;

    private int _totalsAt;

    /// <summary>Its only form outside.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private init; }

    public int Shard { get; private init; }

    /// <summary>Grows with each one of an incarnation.</summary>
    public long Version { get; private init; }

    /// <summary>The first pane that is open.</summary>
    public long OpenFrom { get; private init; }

    /// <summary>The newest pane that holds an event of the simulation, or a foreign one not ahead of its append time; null: none.</summary>
    public long? LivePane { get; private init; }

    /// <summary>The open panes that hold something, in order.</summary>
    public IReadOnlyList<long> Panes { get; private init; } = [];

    /// <summary>By open window (its last pane), in order, the distinct users where there are any.</summary>
    public IReadOnlyList<KeyValuePair<long, DistinctUsers>> Distinct { get; private init; } = [];

    internal static LivePartial Compose(
        int shard, long version, long openFrom, long? livePane, IReadOnlyList<KeyValuePair<long, PaneSum>> panes,
        IReadOnlyList<KeyValuePair<long, DistinctUsers>> distinct, NameTable names)
    {
        var (to, totals, codec) = (new ByteWriter(), new ByteWriter(), new TotalsCodec());
        to.Byte(Form);
        to.Number(shard);
        to.Number(version);
        to.Number(openFrom);
        to.Number(livePane + 1 ?? 0);
        to.Number(panes.Count);
        foreach (var (pane, sum) in panes)
        {
            to.Number(pane);
            codec.Write(totals, sum);
        }
        to.Number(distinct.Count);
        foreach (var (window, users) in distinct)
        {
            to.Number(window);
            to.Number(users.Viewers);
            to.Number(users.Carters);
            to.Number(users.Customers);
            to.Number(users.Converted);
            to.Number(users.Recovered);
        }
        codec.WriteNames(to, names);
        to.Raw(totals.Written);
        return Read(to.Written.ToArray());
    }

    /// <summary>The totals of <see cref="Panes"/>, pane by pane, with names of a table.</summary>
    public PaneTotals[] ReadTotals(NameTable names)
    {
        var from = new ByteReader(Bytes.Span[_totalsAt..]);
        var slots = TotalsCodec.ReadNames(ref from, names);
        var totals = new PaneTotals[Panes.Count];
        for (var i = 0; i < totals.Length; i++) totals[i] = TotalsCodec.Read(ref from, TotalsCodec.Form, slots);
        return totals;
    }

    /// <exception cref="FormatException">The bytes are none, or one of a newer version.</exception>
    public static LivePartial Read(ReadOnlyMemory<byte> bytes)
    {
        var from = new ByteReader(bytes.Span);
        if (from.Byte() is var form && form != Form) throw new FormatException($"A picture of version {form}: this program reads version {Form}.");
        var (shard, version, open, live) = ((int)from.Number(), from.Number(), from.Number(), from.Number());
        var panes = new long[from.Count()];
        for (var i = 0; i < panes.Length; i++) panes[i] = from.Number();
        var distinct = new KeyValuePair<long, DistinctUsers>[from.Count()];
        for (var i = 0; i < distinct.Length; i++)
            distinct[i] = new(from.Number(), new DistinctUsers(from.Number(), from.Number(), from.Number(), from.Number(), from.Number()));
        return new LivePartial
        {
            Bytes = bytes,
            Shard = shard,
            Version = version,
            OpenFrom = open,
            LivePane = live == 0 ? null : live - 1,
            Panes = panes,
            Distinct = distinct,
            _totalsAt = from.At,
        };
    }
}
