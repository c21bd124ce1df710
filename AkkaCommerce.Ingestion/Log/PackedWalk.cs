using System.Buffers.Binary;

namespace AkkaCommerce.Ingestion.Log;

/// <summary>Finds record boundaries in bytes laid out as <see cref="PackedRecords"/> describes.</summary>
public static class PackedWalk
{
    /// <summary>The bytes of as many whole records as fit into <paramref name="most"/> bytes, at least one.</summary>
    public static int Take(ReadOnlySpan<byte> records, int most, out int count)
    {
        count = 0;
        var at = 0;
        while (at < records.Length)
        {
            var next = at + LengthAt(records, at);
            if (count > 0 && next > most) break;
            at = next;
            count++;
        }
        return at;
    }

    /// <summary>The bytes of the first <paramref name="count"/> records.</summary>
    public static int BytesOf(ReadOnlySpan<byte> records, int count)
    {
        var at = 0;
        for (var i = 0; i < count; i++) at += LengthAt(records, at);
        return at;
    }

    private static int LengthAt(ReadOnlySpan<byte> records, int at) =>
        PackedRecords.HeaderBytes + BinaryPrimitives.ReadInt32LittleEndian(records[at..]) + BinaryPrimitives.ReadInt32LittleEndian(records[(at + 4)..]);
}
