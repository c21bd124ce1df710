using System.Text;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Tests.Ingestion.Kafka;

[Trait("Category", "Kafka")]
[Collection(nameof(OneKafka))]
public sealed class KafkaSnapshotTopicTests
{
    [KafkaFact]
    public async Task It_is_compacted_of_one_partition_and_says_what_was_written_last()
    {
        await using var stage = await KafkaLogStage.OpenAsync(shards: 3);
        var topic = stage.Log.Snapshots;
        (await topic.LastKeyAsync(default)).ShouldBeNull();

        using var writer = await topic.OpenWriterAsync(default);
        writer.LastKey.ShouldBeNull();
        await writer.WriteAsync([Record("a", "1"), Record("b", "2")], default);
        await writer.WriteAsync([Record("c", "3")], default);

        (await topic.LastKeyAsync(default)).ShouldBe("c");
        stage.Topics.Snapshots().ShouldBe([("a", "1"), ("b", "2"), ("c", "3")]);
        (await stage.Topics.SettingsAsync(stage.Topics.SnapshotTopic))["cleanup.policy"].ShouldBe("compact");
    }

    [KafkaFact]
    public async Task A_newer_writer_ends_the_older_one_and_goes_on_where_that_one_was()
    {
        await using var stage = await KafkaLogStage.OpenAsync();
        using var older = await stage.Log.Snapshots.OpenWriterAsync(default);
        await older.WriteAsync([Record("a", "1")], default);

        using var newer = await stage.Log.Snapshots.OpenWriterAsync(default);

        newer.LastKey.ShouldBe("a");
        await Should.ThrowAsync<WriterFencedException>(() => older.WriteAsync([Record("b", "never")], default));
        await newer.WriteAsync([Record("b", "2")], default);
        stage.Topics.Snapshots().ShouldBe([("a", "1"), ("b", "2")]);
    }

    [KafkaFact]
    public async Task The_last_record_is_found_beyond_many_markers_and_records_without_a_value()
    {
        await using var stage = await KafkaLogStage.OpenAsync();
        using (var writer = await stage.Log.Snapshots.OpenWriterAsync(default)) await writer.WriteAsync([Record("a", "1")], default);
        await TestTopics.ProduceManyAsync(stage.Topics.SnapshotTopic, 1500, number => ($"gone-{number}", null));

        (await stage.Log.Snapshots.LastKeyAsync(default)).ShouldBe("a");
    }

    private static SnapshotRecord Record(string key, string json) => new(key, Encoding.UTF8.GetBytes(json));
}
