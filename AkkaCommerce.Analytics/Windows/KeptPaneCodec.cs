using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Partitions;

namespace AkkaCommerce.Analytics.Windows;

/// <summary>A merged pane as the table `windows` keeps it: version, names, totals. Writing uses the same buffers again: not thread-safe.</summary>
internal sealed class KeptPaneCodec
{
    private const byte Version = TotalsCodec.Form;

    private readonly TotalsCodec _codec = new();
    private readonly ByteWriter _body = new();
    private readonly ByteWriter _whole = new();

    public byte[] Write(PaneTotals totals, NameTable names)
    {
        _codec.Clear();
        _body.Clear();
        _whole.Clear();
        _codec.Write(_body, totals);
        _whole.Byte(Version);
        _codec.WriteNames(_whole, names);
        _whole.Raw(_body.Written);
        return _whole.Written.ToArray();
    }

    public static PaneTotals Read(ReadOnlySpan<byte> bytes, NameTable names)
    {
        var from = new ByteReader(bytes);
        if (from.Byte() is var version && version is 0 or > Version) throw new FormatException($"A pane of version {version}: this program reads versions 1 to {Version}.");
        var slots = TotalsCodec.ReadNames(ref from, names);
        return TotalsCodec.Read(ref from, version, slots);
    }
}
