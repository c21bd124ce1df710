using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Log.Truth;

namespace AkkaCommerce.Node.Reporting;

/// <summary>What was written to a log, for a process that does not analyse.</summary>
internal static class LogTotals
{
    /// <summary>
    /// All that was ever written, where offsets count it; else what the simulation's writers say that they wrote, as far as that is held.
    /// </summary>
    public static async Task<RunTotals> ReadAsync(IEventLog log, ActorSystem system)
    {
        if (!log.CountsRecords) return await OfTruthAsync(log, system.Materializer());
        var held = await log.StatisticsAsync(CancellationToken.None);
        return new RunTotals(
            held.Where(partition => (int)partition.Topic < Topics.EventTopics).Sum(partition => partition.NextOffset),
            held.Where(partition => partition.Topic == Topic.Purchases).Sum(partition => partition.NextOffset), null);
    }

    private static async Task<RunTotals> OfTruthAsync(IEventLog log, IMaterializer materializer)
    {
        var (events, orders) = (0L, 0L);
        for (var shard = 0; shard < log.Shards; shard++)
        {
            var (reached, end) = (await log.StartsAsync(shard, CancellationToken.None), await log.EndsAsync(shard, CancellationToken.None));
            if (reached.Reaches(end, TopicSet.Truth)) continue;
            await log.Read(shard, reached, TopicSet.Truth)
                .TakeWhile(batch =>
                {
                    using (batch) Add(batch);
                    reached[Topic.Truth] = batch.NextPosition;
                    return !reached.Reaches(end, TopicSet.Truth);
                })
                .RunWith(Sink.Ignore<RecordBatch>(), materializer);
        }
        return new RunTotals(events, orders, null);

        void Add(RecordBatch batch)
        {
            foreach (var record in batch)
                foreach (var pane in TruthRecord.Of(record)?.Panes ?? [])
                    (events, orders) = (events + pane.EventCount, orders + pane.Orders);
        }
    }
}
