using AkkaCommerce.Ingestion.Log;
using Confluent.Kafka;

namespace AkkaCommerce.Tests.Ingestion.Kafka;

/// <summary>What a writer meets in Kafka beyond the suite.</summary>
[Trait("Category", "Kafka")]
[Collection(nameof(OneKafka))]
public sealed class KafkaWritingTests
{
    [KafkaFact]
    public async Task Its_progress_is_found_behind_much_of_others_and_behind_their_aborted_transactions()
    {
        await using var stage = await KafkaLogStage.OpenAsync();
        await using (var writer = await stage.WriterAsync()) await stage.CommitAsync(writer, KafkaLogStage.Batch(7));
        await TestTopics.ProduceManyAsync(stage.Topics.Name(Topic.Progress), 3000, number => ("others", $"{{\"through\":{number}}}"));
        using (var other = stage.Topics.Transaction("other"))
        {
            other.Produce(new TopicPartition(stage.Topics.Name(Topic.Progress), 0), new Message<string, string> { Key = Progress.Simulation, Value = "{\"through\":9000}" });
            other.Flush();
            other.AbortTransaction();
        }

        (await stage.WriterAsync()).Progress.ShouldBe(new Progress(new(7000)));
        (await stage.WriterAsync("others")).Progress.ShouldBe(new Progress(new(2999)));
        (await stage.WriterAsync("nobody")).Progress.ShouldBeNull();
    }

    [KafkaFact]
    public async Task Its_progress_is_found_behind_another_s_open_transaction_when_that_ends()
    {
        await using var stage = await KafkaLogStage.OpenAsync();
        await using var writer = await stage.WriterAsync();
        using var other = stage.Topics.Transaction("other");
        other.Produce(new TopicPartition(stage.Topics.Name(Topic.Progress), 0), new Message<string, string> { Key = "other", Value = "{\"through\":1}" });
        other.Flush();
        await stage.CommitAsync(writer, KafkaLogStage.Batch(3));

        var opening = stage.WriterAsync();
        await Should.ThrowAsync<WriterFencedException>(async () =>
        {
            while (true) await stage.CommitAsync(writer, KafkaLogStage.Batch(4));
        });
        opening.IsCompleted.ShouldBeFalse();
        other.CommitTransaction();

        (await opening).Progress!.Through.Milliseconds.ShouldBeInRange(3000, 4000);
    }

    [KafkaFact]
    public async Task Records_of_ours_whose_progress_was_removed_are_no_beginning()
    {
        await using var stage = await KafkaLogStage.OpenAsync();
        await using (var writer = await stage.WriterAsync()) await stage.CommitAsync(writer, KafkaLogStage.Batch(1));
        await stage.Topics.RemoveAsync(Topic.Progress, below: 2);

        var refused = await Should.ThrowAsync<StoreRefusedException>(() => stage.WriterAsync());

        refused.Message.ShouldEndWith("does not say how far they go: it was emptied, and nothing can go on there");
        (await stage.WriterAsync("replay")).Progress.ShouldBeNull();
    }

    [KafkaFact]
    public async Task A_batch_of_more_records_than_the_client_queues_goes_through()
    {
        await using var stage = await KafkaLogStage.OpenAsync();
        await using var writer = await stage.WriterAsync();

        await stage.CommitAsync(writer, KafkaLogStage.Batch(1, views: 250_000));

        (await stage.ToTheEndAsync(TopicSet.PageViews)).Count.ShouldBe(250_000);
    }

    [KafkaFact]
    public async Task A_writer_whose_transaction_timed_out_fails_and_the_next_one_goes_on()
    {
        await using var stage = await KafkaLogStage.OpenAsync();
        await using var writer = await stage.WriterAsync();
        await stage.CommitAsync(writer, KafkaLogStage.Batch(1));
        // As a stalled process would find itself: its coordinator has moved on.
        using (var usurper = stage.Topics.Transaction($"{stage.Log.Identity}-simulation-0", begin: false))
        {
        }

        await Should.ThrowAsync<WriterFencedException>(() => stage.CommitAsync(writer, KafkaLogStage.Batch(2)));

        await using var next = await stage.WriterAsync();
        next.Progress.ShouldBe(new Progress(new(1000)));
        await stage.CommitAsync(next, KafkaLogStage.Batch(2));
        (await stage.ToTheEndAsync(TopicSet.PageViews)).Select(record => record.Value).ShouldBe(["1/0", "1/1", "1/2", "2/0", "2/1", "2/2"]);
    }
}
