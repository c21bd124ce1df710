using AkkaCommerce.Ingestion.Log;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Timestamp = AkkaCommerce.Ingestion.Events.Timestamp;

namespace AkkaCommerce.Ingestion.Kafka;

/// <summary>What Kafka tells of its partitions: offsets, and when the first and the last were appended. How many bytes they take it does not tell.</summary>
internal sealed class KafkaStatistics(KafkaConnection kafka)
{
    /// <summary>By shard, then topic.</summary>
    public async Task<IReadOnlyList<PartitionStatistics>> ReadAsync(int shards, CancellationToken cancel)
    {
        var first = await AskAsync(shards, OffsetSpec.Earliest(), cancel);
        var next = await AskAsync(shards, OffsetSpec.Latest(), cancel);
        var oldest = await AskAsync(shards, OffsetSpec.ForTimestamp(0), cancel);
        var newest = await AskAsync(shards, OffsetSpec.MaxTimestamp(), cancel);
        var partitions = new List<PartitionStatistics>(shards * Topics.Count);
        for (var shard = 0; shard < shards; shard++)
            foreach (var topic in Enum.GetValues<Topic>())
            {
                var (from, to) = (first[(topic, shard)].Offset, next[(topic, shard)].Offset);
                partitions.Add(new PartitionStatistics(topic, shard, to - from, null, from, to, Time(oldest), Time(newest)));

                Timestamp? Time(Dictionary<(Topic, int), (long Offset, long Time)> of) => to > from && of[(topic, shard)].Time is >= 0 and var time ? new Timestamp(time) : null;
            }
        return partitions;
    }

    private async Task<Dictionary<(Topic, int), (long Offset, long Time)>> AskAsync(int shards, OffsetSpec which, CancellationToken cancel)
    {
        var wanted = kafka.Names.OfTopics.SelectMany(topic => Enumerable.Range(0, shards).Select(shard => new TopicPartition(topic, shard))).ToArray();
        var result = await kafka.OffsetsAsync("asking what its topics hold", wanted, which, cancel);
        return result.ToDictionary(
            info => (kafka.Names.TopicOf(info.TopicPartitionOffsetError.Topic), info.TopicPartitionOffsetError.Partition.Value),
            info => (info.TopicPartitionOffsetError.Offset.Value, info.Timestamp));
    }
}
