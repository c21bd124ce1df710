using System.Globalization;
using AkkaCommerce.Ingestion.Log;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Ingestion.Kafka;

/// <summary>Makes the log's topics where they are missing, and looks whether those that are there can be used.</summary>
internal sealed partial class TopicSetup(KafkaConnection kafka)
{
    private const int UsualShards = 8;
    private const int UsualCopies = 3;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    private readonly TopicCommands _commands = new(kafka.Servers);

    /// <summary>Those of a partition a shard, and those of one partition. Who makes none does not write final windows either.</summary>
    private (string Name, Topic? Topic)[] Wanted { get; } =
    [
        .. Enumerable.Range(0, Topics.Count).Select(topic => (kafka.Names.Of((Topic)topic), (Topic?)topic)),
        (kafka.Names.Run, null),
        .. kafka.Options.Create ? [(kafka.Names.Snapshots, null)] : Array.Empty<(string, Topic?)>(),
    ];

    /// <summary>Makes what is missing, where that is asked for, and checks everything.</summary>
    /// <returns>How many partitions each topic has.</returns>
    /// <exception cref="StoreRefusedException">A topic cannot be used; the message says why, and what mends it.</exception>
    /// <exception cref="LogUnavailableException">Kafka does not answer.</exception>
    public async Task<int> RunAsync(TimeProvider time, CancellationToken cancel)
    {
        var there = await DescribeAsync(cancel);
        var shards = Shards(there);
        var missing = Wanted.Where(topic => !there.ContainsKey(topic.Name)).ToArray();
        if (missing.Length > 0)
        {
            if (!kafka.Options.Create) throw Missing(missing[0].Name);
            await CreateAsync(missing, shards, cancel);
            while ((there = await DescribeAsync(cancel)).Count < Wanted.Length) await Task.Delay(BetweenLooks, time, cancel);
        }
        CheckPartitions(there, shards);
        await CheckRulesAsync(there, cancel);
        return shards;
    }

    /// <summary>The topics that are there, with a leader of each partition.</summary>
    private async Task<Dictionary<string, TopicDescription>> DescribeAsync(CancellationToken cancel)
    {
        var result = await kafka.AskAsync(
            "asking for its topics",
            async (admin, timeout) =>
            {
                try
                {
                    return (await admin.DescribeTopicsAsync(TopicCollection.OfTopicNames(Wanted.Select(topic => topic.Name)), new DescribeTopicsOptions { RequestTimeout = timeout })).TopicDescriptions;
                }
                catch (DescribeTopicsException e) when (e.Results?.TopicDescriptions is { } some && some.All(IsThereOrMissing))
                {
                    return some;
                }
            },
            cancel);
        return result.Where(topic => !topic.Error.IsError && topic.Partitions.TrueForAll(partition => partition.Leader is { Id: >= 0 })).ToDictionary(topic => topic.Name);
    }

    private static bool IsThereOrMissing(TopicDescription topic) => !topic.Error.IsError || topic.Error.Code == ErrorCode.UnknownTopicOrPart;

    /// <summary>As asked for, else as the topics have, else the usual number.</summary>
    private int Shards(Dictionary<string, TopicDescription> there) =>
        kafka.Options.Shards ?? Wanted.Where(topic => topic.Topic is not null && there.ContainsKey(topic.Name)).Select(topic => there[topic.Name]).Select(topic => (int?)topic.Partitions.Count).Max() ?? UsualShards;

    private async Task CreateAsync((string Name, Topic? Topic)[] missing, int shards, CancellationToken cancel)
    {
        var copies = kafka.Options.Replication ?? Math.Min(UsualCopies, await BrokersAsync(cancel));
        var made = missing.Select(topic => new TopicSpecification
        {
            Name = topic.Name,
            NumPartitions = topic.Topic is null ? 1 : shards,
            ReplicationFactor = (short)copies,
            Configs = TopicRules.Of(topic.Topic, shards, copies, kafka.Options.Retention),
        }).ToArray();
        await kafka.AskAsync(
            "making its topics",
            async (admin, timeout) =>
            {
                try
                {
                    await admin.CreateTopicsAsync(made, new CreateTopicsOptions { RequestTimeout = timeout, OperationTimeout = timeout });
                }
                catch (CreateTopicsException e) when (e.Results.TrueForAll(result => !result.Error.IsError || result.Error.Code == ErrorCode.TopicAlreadyExists))
                {
                    // Another process makes them at the same moment.
                }
                return true;
            },
            cancel);
        Made(kafka.Logger, made.Length, shards, copies);
    }

    private async Task<int> BrokersAsync(CancellationToken cancel)
    {
        var cluster = await kafka.AskAsync(
            "asking for its brokers", (admin, timeout) => admin.DescribeClusterAsync(new DescribeClusterOptions { RequestTimeout = timeout }), cancel);
        return Math.Max(1, cluster.Nodes.Count);
    }

    private void CheckPartitions(Dictionary<string, TopicDescription> there, int shards)
    {
        var different = Wanted.Where(topic => there[topic.Name].Partitions.Count != (topic.Topic is null ? 1 : shards)).ToArray();
        if (different.Length == 0) return;
        var (name, isOne) = (different[0].Name, different[0].Topic is null);
        var (has, needed) = (there[name].Partitions.Count, isOne ? 1 : shards);
        var all = Wanted.Where(topic => topic.Topic is not null).Select(topic => there[topic.Name].Partitions.Count).Distinct().ToArray();
        var mend = !isOne && all.Length == 1 ? $"--shards {has} takes them as they are"
            : has < needed ? $"while {name} is empty, this mends it: {_commands.Partitions(name, needed)}"
            : "partitions cannot be taken away: remove the topic while it is empty, or take other topics with --topic-prefix";
        throw new StoreRefusedException($"the topic {name} at {kafka.Servers} has {Count(has, "partition")}, and {Count(needed, "is needed", "are needed")}: {mend}");
    }

    private async Task CheckRulesAsync(Dictionary<string, TopicDescription> there, CancellationToken cancel)
    {
        var resources = Wanted.Select(topic => new ConfigResource { Type = ResourceType.Topic, Name = topic.Name }).ToArray();
        var configs = await kafka.AskAsync(
            "asking for its topics' configuration", (admin, timeout) => admin.DescribeConfigsAsync(resources, new DescribeConfigsOptions { RequestTimeout = timeout }), cancel);
        foreach (var (name, topic) in Wanted)
        {
            var rules = configs.Single(config => config.ConfigResource.Name == name).Entries;
            foreach (var (property, value, reason) in TopicRules.Needed(topic))
                if (rules.GetValueOrDefault(property)?.Value is { } has && has != value)
                    throw new StoreRefusedException($"the topic {name} at {kafka.Servers} has {property}={has}, and {value} is needed, for {reason}: {_commands.Configure(name, property, value)}");
            Advise(name, there[name].Partitions[0].Replicas.Count, rules);
        }
    }

    /// <summary>Says what is allowed and not advised.</summary>
    private void Advise(string name, int copies, Dictionary<string, ConfigEntryResult> rules)
    {
        if (Has(TopicRules.UncleanElection) is "true")
            Unclean(kafka.Logger, name, _commands.Configure(name, TopicRules.UncleanElection, "false"));
        if (copies >= TopicRules.CopiesForTwoInSync && Has(TopicRules.LeastInSync) is "1")
            OneInSync(kafka.Logger, name, _commands.Configure(name, TopicRules.LeastInSync, "2"));

        string? Has(string property) => rules.GetValueOrDefault(property)?.Value;
    }

    private StoreRefusedException Missing(string name) =>
        new($"there is no topic {name} at {kafka.Servers}: start the shop with 'akkacommerce run --log kafka', or say where it is with --bootstrap and --topic-prefix");

    private static string Count(int number, string noun) => string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");

    private static string Count(int number, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? one : many)}");

    [LoggerMessage(EventId = 1144, Level = LogLevel.Information, Message = "Made {Count} topics: {Shards} shards, {Copies} copies of each")]
    private static partial void Made(ILogger logger, int count, int shards, int copies);

    [LoggerMessage(EventId = 1145, Level = LogLevel.Warning, Message = "The topic {Name} may lose committed records when brokers fail: {Command}")]
    private static partial void Unclean(ILogger logger, string name, string command);

    [LoggerMessage(EventId = 1146, Level = LogLevel.Warning, Message = "The topic {Name} takes a record as written when one broker has it: {Command}")]
    private static partial void OneInSync(ILogger logger, string name, string command);
}
