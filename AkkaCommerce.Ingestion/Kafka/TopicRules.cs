using System.Globalization;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Ingestion.Kafka;

/// <summary>How each topic is to be configured in Kafka.</summary>
internal static class TopicRules
{
    public const string TimeType = "message.timestamp.type";
    public const string AppendTime = "LogAppendTime";
    public const string Cleanup = "cleanup.policy";
    public const string Compact = "compact";
    public const string Delete = "delete";
    public const string LeastInSync = "min.insync.replicas";
    public const string UncleanElection = "unclean.leader.election.enable";
    public const string RetentionTime = "retention.ms";
    public const string RetentionBytes = "retention.bytes";

    /// <summary>With fewer copies than this one broker that is away would stop a topic that wants two in sync.</summary>
    public const int CopiesForTwoInSync = 3;

    /// <summary>Kafka takes no smaller segment.</summary>
    private const long LeastSegmentBytes = 1024 * 1024;

    private const long UsualSegmentBytes = 1024 * 1024 * 1024;
    private const long CompactedSegmentBytes = 16 * 1024 * 1024;

    /// <summary>The configuration of a topic that is made.</summary>
    /// <param name="topic">Null: one of one partition, that holds the log's identity or final windows.</param>
    public static Dictionary<string, string> Of(Topic? topic, int shards, int copies, Retention? retention)
    {
        var rules = new Dictionary<string, string>
        {
            [TimeType] = AppendTime,
            [UncleanElection] = "false",
            [LeastInSync] = copies >= CopiesForTwoInSync ? "2" : "1",
            ["max.message.bytes"] = Text(KafkaSettings.MostRecordBytes),
        };
        if (topic is null or Topic.Progress) Compacted(rules);
        else Kept(rules, topic.Value, shards, retention);
        return rules;
    }

    /// <summary>What must hold of a topic that is there, or its records would mean something else: property, value, and why.</summary>
    public static IEnumerable<(string Property, string Value, string Reason)> Needed(Topic? topic)
    {
        yield return (TimeType, AppendTime, "lateness and retention count from when a record was appended");
        if (topic is null or Topic.Progress) yield return (Cleanup, Compact, "what it says must be kept for ever");
        else yield return (Cleanup, Delete, "compaction would leave one event a user");
    }

    /// <summary>The last of each key stays, for ever.</summary>
    private static void Compacted(Dictionary<string, string> rules)
    {
        rules[Cleanup] = Compact;
        rules["min.cleanable.dirty.ratio"] = "0.1";
        rules["segment.bytes"] = Text(CompactedSegmentBytes);
        rules["segment.ms"] = Text((long)TimeSpan.FromHours(1).TotalMilliseconds);
    }

    /// <summary>
    /// Kafka removes whole segments, of which the newest record is past its age: they are an eighth of it. The truth stays as long as any event of its
    /// time may: those of the events' segments, and one more of its own.
    /// </summary>
    private static void Kept(Dictionary<string, string> rules, Topic topic, int shards, Retention? retention)
    {
        rules[Cleanup] = Delete;
        (rules[RetentionTime], rules[RetentionBytes]) = ("-1", "-1");
        if (retention is null) return;
        var segment = TimeSpan.FromTicks(Math.Clamp(retention.Age.Ticks / 8, TimeSpan.TicksPerMinute, 7 * TimeSpan.TicksPerDay));
        rules["segment.ms"] = Milliseconds(segment);
        if (topic == Topic.Truth)
        {
            rules[RetentionTime] = Milliseconds(retention.Age + 3 * segment);
            return;
        }
        var bytes = retention.BytesPerTopic / shards;
        rules[RetentionTime] = Milliseconds(retention.Age);
        rules[RetentionBytes] = Text(bytes);
        rules["segment.bytes"] = Text(Math.Clamp(bytes / 8, LeastSegmentBytes, UsualSegmentBytes));
    }

    private static string Milliseconds(TimeSpan span) => Text((long)span.TotalMilliseconds);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
