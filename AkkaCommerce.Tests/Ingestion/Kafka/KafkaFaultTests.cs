using Akka.Streams.Dsl;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Tests.Node.Processes;

namespace AkkaCommerce.Tests.Ingestion.Kafka;

/// <summary>Brokers that fail under a writer and its readers.</summary>
[Trait("Category", "Faults")]
[Collection(nameof(Alone))]
public sealed class KafkaFaultTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

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

    [KafkaFaultFact]
    public async Task While_a_broker_is_dead_a_writer_opens_with_its_last_progress_wherever_that_was_led()
    {
        const int Shards = 12;
        await using var stage = await KafkaLogStage.OpenAsync(Shards, replication: null);
        for (var shard = 0; shard < Shards; shard++)
        {
            await using var writer = await stage.Log.OpenWriterAsync(shard, Progress.Simulation, default);
            await stage.CommitAsync(writer, KafkaLogStage.Batch(1), KafkaLogStage.Batch(2));
        }
        await KafkaControl.KillAsync(1);
        try
        {
            await Task.WhenAll(Enumerable.Range(0, Shards).Select(async shard =>
            {
                await using var writer = await stage.Log.OpenWriterAsync(shard, Progress.Simulation, default).WaitAsync(Patience);
                writer.Progress.ShouldBe(new Progress(new Timestamp(2000)), $"shard {shard}");
                await stage.CommitAsync(writer, KafkaLogStage.Batch(3));
            }));
        }
        finally
        {
            await KafkaControl.StartAsync(1);
        }
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
