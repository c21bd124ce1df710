using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Partitions;

namespace AkkaCommerce.Analytics.Windows;

/// <summary>A merged pane as the table `windows` keeps it: version, names, totals.</summary>
internal static class KeptPaneCodec
{
    private const byte Version = 1;

    public static byte[] Write(PaneTotals totals, NameTable names)
    {
        var (codec, body, whole) = (new TotalsCodec(), new ByteWriter(), new ByteWriter());
        codec.Write(body, totals);
        whole.Byte(Version);
        codec.WriteNames(whole, names);
        whole.Raw(body.Written);
        return whole.Written.ToArray();
    }

    public static PaneTotals Read(ReadOnlySpan<byte> bytes, NameTable names)
    {
        var from = new ByteReader(bytes);
        if (from.Byte() is var version && version != Version) throw new FormatException($"A pane of version {version}: this program reads version {Version}.");
        var slots = TotalsCodec.ReadNames(ref from, names);
        return TotalsCodec.Read(ref from, slots);
    }
}
