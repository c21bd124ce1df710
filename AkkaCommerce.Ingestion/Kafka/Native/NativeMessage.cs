using System.Runtime.InteropServices;

namespace AkkaCommerce.Ingestion.Kafka.Native;

/// <summary>A record or an event of a queue, as the library lays it out (rd_kafka_message_t of its public header, the same in every 64-bit build).</summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
internal unsafe struct NativeMessage
{
    public const int Bytes = 72;

    [FieldOffset(0)] public int Error;
    [FieldOffset(24)] public byte* Value;
    [FieldOffset(32)] public nuint ValueLength;
    [FieldOffset(40)] public byte* Key;
    [FieldOffset(48)] public nuint KeyLength;
    [FieldOffset(56)] public long Offset;

    /// <summary>An event's text, or a record's value.</summary>
    public readonly ReadOnlySpan<byte> ValueSpan => new(Value, (int)ValueLength);

    public readonly ReadOnlySpan<byte> KeySpan => new(Key, (int)KeyLength);
}

/// <summary>A partition and an offset in it (rd_kafka_topic_partition_t).</summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
internal unsafe struct NativePartition
{
    public const int Bytes = 64;

    [FieldOffset(0)] public byte* Topic;
    [FieldOffset(8)] public int Partition;
    [FieldOffset(16)] public long Offset;
    [FieldOffset(48)] public int Error;
}

/// <summary>A list of them (rd_kafka_topic_partition_list_t).</summary>
[StructLayout(LayoutKind.Explicit)]
internal unsafe struct NativePartitionList
{
    [FieldOffset(0)] public int Count;
    [FieldOffset(8)] public NativePartition* First;
}
