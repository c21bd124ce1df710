using Confluent.Kafka.Admin;

namespace AkkaCommerce.Ingestion.Kafka;

/// <summary>Where the log's partitions begin and end.</summary>
internal sealed class KafkaBounds(KafkaConnection kafka, int shards)
{
    public int Shards => shards;

    /// <summary>The first offsets that are held.</summary>
    public PartitionOffsets Starts { get; } = new(kafka, OffsetSpec.Earliest());

    /// <summary>The offsets that come next, counting what is not committed.</summary>
    public PartitionOffsets Ends { get; } = new(kafka, OffsetSpec.Latest());
}
