using System.Buffers.Binary;
using System.Numerics;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Tests.Simulator.Shop;

/// <summary>A number for a record's JSON, so that multisets of records are cheap to compare.</summary>
internal static class RecordHash
{
    public static ulong Of(ReadOnlySpan<byte> json)
    {
        var hash = (ulong)json.Length;
        for (; json.Length >= 8; json = json[8..])
            hash = BitOperations.RotateLeft((hash ^ BinaryPrimitives.ReadUInt64LittleEndian(json)) * 0x9E37_79B9_7F4A_7C15, 29);
        foreach (var b in json) hash = (hash ^ b) * 0xBF58_476D_1CE4_E5B9;
        return hash ^ hash >> 31;
    }

    public static ulong[] All(PackedRecords? records)
    {
        if (records is null) return [];
        var hashes = new ulong[records.Count];
        var rest = records.Bytes;
        for (var i = 0; i < hashes.Length; i++)
        {
            var (key, value) = (BinaryPrimitives.ReadInt32LittleEndian(rest), BinaryPrimitives.ReadInt32LittleEndian(rest[4..]));
            hashes[i] = Of(rest.Slice(PackedRecords.HeaderBytes + key, value));
            rest = rest[(PackedRecords.HeaderBytes + key + value)..];
        }
        return hashes;
    }
}
