using System.Diagnostics;
using System.Runtime.CompilerServices;
using AkkaCommerce.Ingestion.Kafka;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Tests.Docs;

namespace AkkaCommerce.Tests.Ingestion.Kafka;

/// <summary>The meter is the process's: no other test uses Kafka meanwhile.</summary>
[Trait("Category", "Kafka")]
[Collection(nameof(OneKafka))]
public sealed class KafkaMetricsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [KafkaFact]
    public async Task Transactions_are_counted_by_their_outcome_and_records_by_topic()
    {
        await using var stage = await KafkaLogStage.OpenAsync();
        using var heard = new HeardMetrics();
        await using var writer = await stage.WriterAsync();
        await stage.CommitAsync(writer, KafkaLogStage.Batch(1, views: 3), KafkaLogStage.Batch(2, views: 4));
        await stage.ToTheEndAsync();
        await using var newer = await stage.WriterAsync();
        await Should.ThrowAsync<WriterFencedException>(() => stage.CommitAsync(writer, KafkaLogStage.Batch(3)));

        heard["kafka.producer.transactions client=writer shard=0 outcome=committed"].ShouldBe(2);
        heard["kafka.producer.transactions client=writer shard=0 outcome=fenced"].ShouldBe(1);
        heard["kafka.producer.transaction.duration client=writer shard=0"]!.Value.ShouldBeInRange(0.0001, Patience.TotalSeconds);
        heard["kafka.consumer.records client=reader shard=0 topic=ecommerce-pageviews"].ShouldBe(7);
        heard["kafka.consumer.records client=reader shard=0 topic=ecommerce-progress"].ShouldBe(2);
    }

    [KafkaFact]
    public async Task Snapshots_are_counted_too()
    {
        await using var stage = await KafkaLogStage.OpenAsync();
        using var heard = new HeardMetrics();
        using var older = await stage.Log.Snapshots.OpenWriterAsync(default);
        await older.WriteAsync([new("a", "1"u8.ToArray())], default);
        using var newer = await stage.Log.Snapshots.OpenWriterAsync(default);
        await Should.ThrowAsync<WriterFencedException>(() => older.WriteAsync([new("b", "2"u8.ToArray())], default));

        heard["kafka.producer.transactions client=snapshots outcome=committed"].ShouldBe(1);
        heard["kafka.producer.transactions client=snapshots outcome=fenced"].ShouldBe(1);
    }

    [KafkaFact]
    public async Task Writers_and_readers_tell_their_traffic_queues_and_round_trips_while_they_live()
    {
        await using var stage = await KafkaLogStage.OpenAsync(statisticsInterval: TimeSpan.FromMilliseconds(100));
        using var heard = new HeardMetrics();
        var writer = await stage.WriterAsync();
        await stage.CommitAsync(writer, KafkaLogStage.Batch(1, views: 50, valueBytes: 1000));
        var reading = stage.Reading(TopicSet.PageViews);
        await reading.Batch();

        await HeardAsync(heard, () => heard["kafka.client.records.sent client=writer shard=0"] >= 52 && heard["kafka.client.records.received client=reader shard=0"] >= 50);
        heard["kafka.client.bytes.received client=writer shard=0"]!.Value.ShouldBeGreaterThan(100);
        heard["kafka.client.bytes.sent client=reader shard=0"]!.Value.ShouldBeGreaterThan(100);
        heard["kafka.client.queue.records client=writer shard=0"].ShouldBe(0);
        heard["kafka.client.queue.bytes client=reader shard=0"]!.Value.ShouldBeGreaterThanOrEqualTo(0);
        // Of a client that asks nothing there is no round trip.
        for (var number = 2; heard["kafka.client.round_trip.mean client=writer shard=0"] is null || heard["kafka.client.round_trip.p99 client=reader shard=0"] is null; number++)
        {
            await stage.CommitAsync(writer, KafkaLogStage.Batch(number));
            heard.Look();
        }
        heard["kafka.client.round_trip.mean client=writer shard=0"]!.Value.ShouldBeInRange(0.00001, Patience.TotalSeconds);

        await writer.DisposeAsync();
        using var afterwards = new HeardMetrics();
        await HeardAsync(afterwards, () => !afterwards.Names.Any(name => name.Contains("client=writer", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_table_in_the_documents_has_every_instrument_with_its_unit()
    {
        RuntimeHelpers.RunClassConstructor(typeof(KafkaMetrics).TypeHandle); // whoever else needs Kafka may have been skipped
        using var heard = new HeardMetrics();
        var rows = ReadmeTests.Read("docs/operating/kafka.md").Split('\n')
            .SkipWhile(line => !line.StartsWith("| metric |", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|').Select(cell => cell.Trim().Trim('`')).ToArray())
            .Select(cells => (cells[1], cells[3]));

        rows.ShouldBe(heard.Instruments.Select(instrument => (instrument.Name, instrument.Unit!)), ignoreOrder: true);
    }

    private static async Task HeardAsync(HeardMetrics heard, Func<bool> until)
    {
        for (var began = Stopwatch.GetTimestamp(); !until(); heard.Look())
        {
            if (Stopwatch.GetElapsedTime(began) > Patience) throw new TimeoutException(string.Join('\n', heard.Names.Order(StringComparer.Ordinal).Select(name => $"{name}: {heard[name]}")));
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }
}
