using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Ingestion.Log;

/// <summary>What one partition of one topic holds.</summary>
/// <param name="Records">Records held; in Kafka offsets, of which each transaction takes one more, and compaction frees some.</param>
/// <param name="Bytes">Their bytes, keys and lengths included; null: the log does not tell (Kafka).</param>
/// <param name="FirstOffset">The first offset held; the next one where none is.</param>
/// <param name="NextOffset">The offset the next record gets.</param>
/// <param name="FirstAppended">When the first record held was appended; null where none is.</param>
/// <param name="LastAppended">When the last record held was appended; null where none is.</param>
public sealed record PartitionStatistics(
    Topic Topic, int Shard, long Records, long? Bytes, long FirstOffset, long NextOffset, Timestamp? FirstAppended, Timestamp? LastAppended);
