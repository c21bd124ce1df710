using Akka.Streams.Dsl;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Tests.Node.Processes;

namespace AkkaCommerce.Tests.Ingestion.Kafka;

/// <summary>Brokers that fail under a writer and its readers.</summary>
[Trait("Category", "Faults")]
[Collection(nameof(Alone))]
public sealed class KafkaFaultTests
{
    [KafkaFaultFact]
    public async Task While_brokers_are_killed_and_started_every_batch_is_in_the_log_once()
    {
        await using var stage = await KafkaLogStage.OpenAsync(replication: null);
        using var stop = new CancellationTokenSource();
        var writing = WriteAsync(stage, stop.Token);
        for (var broker = 1; broker <= KafkaControl.Brokers; broker++)
        {
            await KafkaControl.KillAsync(broker);
            await KafkaControl.StartAsync(broker);
        }
        await stop.CancelAsync();
        var written = await writing;

        var seen = await stage.ToTheEndAsync(TopicSet.PageViews);
        seen.Select(record => record.Value).ShouldBe(Enumerable.Range(1, written).SelectMany(number => Enumerable.Range(0, 20).Select(i => $"{number}/{i}")));
    }

    /// <summary>As a shard's writer does: what the progress says is written, and the rest is written again.</summary>
    private static async Task<int> WriteAsync(KafkaLogStage stage, CancellationToken stop)
    {
        while (true)
        {
            await using var writer = await stage.WriterAsync();
            var written = (int)(writer.Progress?.Through.Milliseconds / 1000 ?? 0);
            if (stop.IsCancellationRequested) return written;
            try
            {
                await Source.From(Enumerable.Range(written + 1, 1_000_000)).TakeWhile(_ => !stop.IsCancellationRequested)
                    .Select(number => KafkaLogStage.Batch(number, views: 20)).Via(writer.Flow).RunWith(Sink.Ignore<ShardCommitted>(), stage.Streams);
            }
            catch (LogUnavailableException)
            {
                // The next one sees.
            }
        }
    }
}
