using System.Buffers.Binary;

namespace AkkaCommerce.Ingestion.Events;

/// <summary>Which shard a key belongs to: Kafka's default for Java (murmur2; librdkafka calls it <c>murmur2_random</c>).</summary>
public static class Partitioner
{
    /// <summary>The shard, 0 to <paramref name="shards"/> - 1, of a record's key.</summary>
    public static int ShardOf(ReadOnlySpan<byte> key, int shards) => (Murmur2(key) & int.MaxValue) % shards;

    /// <summary>The shard of a simulated user's number.</summary>
    public static int ShardOf(int user, int shards)
    {
        Span<byte> key = stackalloc byte[UserIds.MaxBytes];
        return ShardOf(key[..UserIds.Write(key, user)], shards);
    }

    /// <summary>MurmurHash2, 32 bits, with Kafka's seed (org.apache.kafka.common.utils.Utils.murmur2).</summary>
    public static int Murmur2(ReadOnlySpan<byte> data)
    {
        const uint m = 0x5bd1_e995;
        var hash = 0x9747_b28c ^ (uint)data.Length;
        while (data.Length >= 4)
        {
            var k = BinaryPrimitives.ReadUInt32LittleEndian(data) * m;
            k = (k ^ k >> 24) * m;
            hash = hash * m ^ k;
            data = data[4..];
        }
        if (data.Length > 2) hash ^= (uint)data[2] << 16;
        if (data.Length > 1) hash ^= (uint)data[1] << 8;
        if (data.Length > 0) hash = (hash ^ data[0]) * m;
        hash = (hash ^ hash >> 13) * m;
        return (int)(hash ^ hash >> 15);
    }
}
