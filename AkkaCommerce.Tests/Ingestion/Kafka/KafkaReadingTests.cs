using System.Text;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Tests.Ingestion.Log;
using Confluent.Kafka;

namespace AkkaCommerce.Tests.Ingestion.Kafka;

/// <summary>What only Kafka's partitions hold: markers, aborted and open transactions, gaps, what is gone.</summary>
[Trait("Category", "Kafka")]
[Collection(nameof(OneKafka))]
public sealed class KafkaReadingTests
{
    [KafkaFact]
    public async Task Records_have_the_offsets_times_keys_and_values_that_a_plain_consumer_sees()
    {
        await using var stage = await KafkaLogStage.OpenAsync();
        await using var writer = await stage.WriterAsync();
        for (var number = 1; number <= 20; number++) await stage.CommitAsync(writer, KafkaLogStage.Batch(number, views: number % 4, valueBytes: 100 * number));
        await TestTopics.ProduceAsync(stage.Topics.Name(Topic.PageViews), 0, null, "no key");
        await TestTopics.ProduceAsync(stage.Topics.Name(Topic.PageViews), 0, "no value", null);
        await stage.CommitAsync(writer, KafkaLogStage.Batch(21));

        var seen = await stage.ToTheEndAsync(TopicSet.PageViews);

        seen.ShouldBe(Plainly(stage.Topics.Name(Topic.PageViews), seen.Count));
        seen.Count.ShouldBe(35);
    }

    [KafkaFact]
    public async Task What_another_producer_aborted_is_not_seen_and_the_ends_are_reached_beyond_it()
    {
        await using var stage = await KafkaLogStage.OpenAsync();
        await using var writer = await stage.WriterAsync();
        await stage.CommitAsync(writer, KafkaLogStage.Batch(1));
        using (var other = stage.Topics.Transaction("other"))
        {
            for (var i = 0; i < 100; i++) other.Produce(new TopicPartition(stage.Topics.Name(Topic.PageViews), 0), new Message<string, string> { Key = "k", Value = $"aborted {i}" });
            other.Flush();
            other.AbortTransaction();
        }

        (await stage.ToTheEndAsync(TopicSet.PageViews)).Select(record => record.Value).ShouldBe(["1/0", "1/1", "1/2"]);
    }

    [KafkaFact]
    public async Task Behind_another_s_open_transaction_nothing_is_seen_before_it_ends()
    {
        await using var stage = await KafkaLogStage.OpenAsync();
        await using var writer = await stage.WriterAsync();
        using var other = stage.Topics.Transaction("other");
        other.Produce(new TopicPartition(stage.Topics.Name(Topic.PageViews), 0), new Message<string, string> { Key = "k", Value = "theirs" });
        other.Flush();
        await stage.CommitAsync(writer, KafkaLogStage.Batch(1));
        var reading = stage.Reading(TopicSet.PageViews | TopicSet.Progress);

        // The progress is seen: so the page views of the same transaction would be.
        var first = await reading.Batch();
        while (first.Count == 0) first = await reading.Batch();
        first.ShouldAllBe(record => record.Topic == Topic.Progress);
        other.CommitTransaction();

        (await reading.Records(4)).Where(record => record.Topic == Topic.PageViews).Select(record => record.Value).ShouldBe(["theirs", "1/0", "1/1", "1/2"]);
    }

    [KafkaFact]
    public async Task Records_that_Kafka_removed_are_refused_with_the_first_one_held_and_of_progress_stepped_over()
    {
        await using var stage = await KafkaLogStage.OpenAsync();
        await using var writer = await stage.WriterAsync();
        for (var number = 1; number <= 5; number++) await stage.CommitAsync(writer, KafkaLogStage.Batch(number));
        await stage.Topics.RemoveAsync(Topic.PageViews, below: 5);
        await stage.Topics.RemoveAsync(Topic.Progress, below: 4);

        var refused = await Should.ThrowAsync<RecordsNotHeldException>(() => stage.Reading(TopicSet.PageViews).Next());
        refused.Message.ShouldBe("ecommerce-pageviews, shard 0: offset 0 is no longer held, the first one is 5");
        (await stage.Log.StartsAsync(0, default))[Topic.PageViews].ShouldBe(5);
        (await stage.Reading(TopicSet.Progress).Records(3)).Select(record => record.Offset).ShouldBe([4, 6, 8]);
        (await stage.WriterAsync()).Progress.ShouldBe(new Progress(new(5000)));
    }

    /// <summary>Else a log analysed long after it was written would be folded topic by topic.</summary>
    [KafkaFact]
    public async Task A_topic_that_goes_on_is_waited_for_though_others_have_newer_records_at_hand()
    {
        await using var stage = await KafkaLogStage.OpenAsync();
        await using var writer = await stage.WriterAsync();
        for (var number = 1; number <= 40; number++)
        {
            var batch = Random(number);
            for (var i = 0; i < 1000; i++) batch.Events(Topic.CartEvents).Add(LogText.Key(i), "put in"u8);
            await stage.CommitAsync(writer, batch);
        }
        var log = await stage.OpenAgainAsync(stage.Topics.Options(readAheadBytes: 8 << 20));
        var reading = stage.Reading(TopicSet.PageViews | TopicSet.CartEvents, log: log);

        var (cart, seen) = (new List<RecordBatch>(), 0);
        while (seen < 80_000)
        {
            var batch = await reading.Next();
            if (batch.Count == 0) continue;
            seen += batch.Count;
            // Of the cart there is always something at hand: more of it comes only if nothing older does.
            if (batch.Topic == Topic.CartEvents) cart.Add(batch);
            else
            {
                if (cart.Count > 1) batch.AppendTime.ShouldBeGreaterThanOrEqualTo(cart[^1].AppendTime);
                batch.Dispose();
            }
        }
        foreach (var held in cart) held.Dispose();
    }

    [KafkaFact]
    public async Task A_reader_that_is_not_read_reads_ahead_no_more_than_it_may()
    {
        await using var stage = await KafkaLogStage.OpenAsync();
        await using var writer = await stage.WriterAsync();
        for (var number = 1; number <= 40; number++) await stage.CommitAsync(writer, Random(number));
        using var reader = new HeldReader(stage.Topics, Topic.PageViews, readers: 8);

        await reader.FilledAsync();

        reader.Queued.ShouldBeInRange(50, 3_000);
        reader.TakeAll(40_000).ShouldBe(40_000);
    }

    /// <summary>A thousand records of a kilobyte that no compression makes smaller.</summary>
    private static ShardBatch Random(int number)
    {
        var (batch, random, value) = (new ShardBatch(number, new Progress(new(number))), new Random(number), new byte[1000]);
        for (var i = 0; i < 1000; i++)
        {
            random.NextBytes(value);
            batch.Events(Topic.PageViews).Add(LogText.Key(i), value);
        }
        return batch;
    }

    /// <summary>The reference: Confluent's consumer, a record at a time.</summary>
    private static List<Seen> Plainly(string topic, int count)
    {
        using var consumer = new ConsumerBuilder<byte[]?, byte[]?>(new ConsumerConfig { BootstrapServers = TestKafka.Servers, GroupId = "plain", IsolationLevel = IsolationLevel.ReadCommitted }).Build();
        consumer.Assign(new TopicPartitionOffset(topic, 0, Offset.Beginning));
        var seen = new List<Seen>();
        while (seen.Count < count)
        {
            var record = consumer.Consume(TimeSpan.FromMinutes(1));
            seen.Add(new Seen(Topic.PageViews, record.Offset.Value, record.Message.Timestamp.UnixTimestampMs, Encoding.UTF8.GetString(record.Message.Key ?? []), LogText.Read(record.Message.Value ?? [])));
        }
        return seen;
    }
}
