using AkkaCommerce.Ingestion.Kafka;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Tests.Ingestion.Kafka;

[Trait("Category", "Kafka")]
[Collection(nameof(OneKafka))]
public sealed class TopicSetupTests : IDisposable
{
    private readonly Lazy<TestTopics> _topics = new(() => new TestTopics());

    private TestTopics There => _topics.Value;

    public void Dispose()
    {
        if (_topics.IsValueCreated) There.Dispose();
    }

    [KafkaFact]
    public async Task Topics_are_made_with_append_time_retention_and_what_must_stay_compacted()
    {
        var (identity, shards) = await KafkaEventLog.IdentifyAsync(There.Options(shards: 3, retention: new Retention { Age = TimeSpan.FromDays(2), BytesPerTopic = 60_000_000 }, replication: null));

        identity.Length.ShouldBe(32);
        shards.ShouldBe(3);
        foreach (var name in Enum.GetValues<Topic>().Select(There.Name).Append(There.Run).Append(There.SnapshotTopic))
        {
            var settings = await There.SettingsAsync(name);
            settings["message.timestamp.type"].ShouldBe("LogAppendTime");
            settings["unclean.leader.election.enable"].ShouldBe("false");
            settings["min.insync.replicas"].ShouldBe(KafkaControl.Brokers >= 3 ? "2" : "1");
            settings["max.message.bytes"].ShouldBe("16777216");
            settings["cleanup.policy"].ShouldBe(name == There.Run || name == There.SnapshotTopic || name == There.Name(Topic.Progress) ? "compact" : "delete");
        }
        var views = await There.SettingsAsync(There.Name(Topic.PageViews));
        (views["retention.ms"], views["retention.bytes"], views["segment.bytes"]).ShouldBe(("172800000", "20000000", "2500000"));
        var truth = await There.SettingsAsync(There.Name(Topic.Truth));
        (truth["retention.ms"], truth["retention.bytes"]).ShouldBe(("237600000", "-1"));
    }

    [KafkaFact]
    public async Task A_log_has_one_name_whoever_comes_first()
    {
        var starts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => KafkaEventLog.IdentifyAsync(There.Options())));
        var later = await KafkaEventLog.IdentifyAsync(There.Options(create: false));

        starts.ShouldAllBe(start => start.Equals(later));
        later.Shards.ShouldBe(8);
    }

    [KafkaFact]
    public async Task Where_nothing_shall_be_made_missing_topics_are_named()
    {
        var refused = await Should.ThrowAsync<StoreRefusedException>(() => KafkaEventLog.IdentifyAsync(There.Options(create: false)));

        refused.Message.ShouldStartWith($"there is no topic {There.Name(Topic.PageViews)} at {TestKafka.Servers}: start the shop with");
    }

    [KafkaFact]
    public async Task Other_shards_than_the_topics_have_are_refused_with_the_option_that_fits()
    {
        await KafkaEventLog.IdentifyAsync(There.Options(shards: 2));

        var refused = await Should.ThrowAsync<StoreRefusedException>(() => KafkaEventLog.IdentifyAsync(There.Options(shards: 4)));

        refused.Message.ShouldBe($"the topic {There.Name(Topic.PageViews)} at {TestKafka.Servers} has 2 partitions, and 4 are needed: --shards 2 takes them as they are");
    }

    [KafkaFact]
    public async Task A_topic_with_another_partition_count_than_the_rest_is_refused_with_the_command_that_mends_it()
    {
        await There.CreateAsync(There.Name(Topic.Sessions), 1, ("message.timestamp.type", "LogAppendTime"));

        var refused = await Should.ThrowAsync<StoreRefusedException>(() => KafkaEventLog.IdentifyAsync(There.Options(shards: 2)));
        refused.Message.ShouldEndWith(
            $"has 1 partition, and 2 are needed: while {There.Name(Topic.Sessions)} is empty, this mends it: kafka-topics.sh --bootstrap-server {TestKafka.Servers} --alter --topic {There.Name(Topic.Sessions)} --partitions 2");

        await There.GrowAsync(There.Name(Topic.Sessions), 2);
        (await KafkaEventLog.IdentifyAsync(There.Options(shards: 2))).Shards.ShouldBe(2);
    }

    [KafkaFact]
    public async Task A_topic_that_keeps_the_producer_s_time_is_refused_with_the_command_that_mends_it()
    {
        await There.CreateAsync(There.Name(Topic.Purchases), 2);

        var refused = await Should.ThrowAsync<StoreRefusedException>(() => KafkaEventLog.IdentifyAsync(There.Options(shards: 2)));
        refused.Message.ShouldBe(
            $"the topic {There.Name(Topic.Purchases)} at {TestKafka.Servers} has message.timestamp.type=CreateTime, and LogAppendTime is needed, for lateness and retention count from when a record was appended: " +
            $"kafka-configs.sh --bootstrap-server {TestKafka.Servers} --alter --entity-type topics --entity-name {There.Name(Topic.Purchases)} --add-config message.timestamp.type=LogAppendTime");

        await There.SetAsync(There.Name(Topic.Purchases), "message.timestamp.type", "LogAppendTime");
        (await KafkaEventLog.IdentifyAsync(There.Options())).Shards.ShouldBe(2);
    }

    [KafkaFact]
    public async Task Progress_that_would_be_removed_and_events_that_would_be_compacted_are_refused()
    {
        await KafkaEventLog.IdentifyAsync(There.Options(shards: 1));

        await There.SetAsync(There.Name(Topic.Progress), "cleanup.policy", "delete");
        (await Refused()).ShouldContain("has cleanup.policy=delete, and compact is needed, for what it says must be kept for ever");
        await There.SetAsync(There.Name(Topic.Progress), "cleanup.policy", "compact");
        await There.SetAsync(There.Name(Topic.PageViews), "cleanup.policy", "compact");
        (await Refused()).ShouldContain("has cleanup.policy=compact, and delete is needed, for compaction would leave one event a user");

        async Task<string> Refused() => (await Should.ThrowAsync<StoreRefusedException>(() => KafkaEventLog.IdentifyAsync(There.Options()))).Message;
    }

    [KafkaFact]
    public async Task A_log_that_a_newer_program_wrote_or_whose_name_is_no_name_is_refused()
    {
        await There.CreateAsync(There.Run, 1, ("message.timestamp.type", "LogAppendTime"), ("cleanup.policy", "compact"));
        await TestTopics.ProduceAsync(There.Run, 0, "a", "{\"identity\":\"a\",\"version\":2}");
        (await Should.ThrowAsync<StoreRefusedException>(() => KafkaEventLog.IdentifyAsync(There.Options(shards: 1))))
            .Message.ShouldContain("was written by a newer version of this program");

        using var other = new TestTopics();
        await other.CreateAsync(other.Run, 1, ("message.timestamp.type", "LogAppendTime"), ("cleanup.policy", "compact"));
        await TestTopics.ProduceAsync(other.Run, 0, "a", "no JSON");
        (await Should.ThrowAsync<StoreRefusedException>(() => KafkaEventLog.IdentifyAsync(other.Options(shards: 1))))
            .Message.ShouldBe($"the topic {other.Run} at {TestKafka.Servers} is damaged: its first record does not name a log");
    }
}
