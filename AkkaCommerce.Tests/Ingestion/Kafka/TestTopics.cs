using System.Diagnostics;
using AkkaCommerce.Ingestion.Kafka;
using AkkaCommerce.Ingestion.Log;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace AkkaCommerce.Tests.Ingestion.Kafka;

/// <summary>Topics of a prefix of their own, which go with the test.</summary>
internal sealed class TestTopics : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public TestTopics() => Admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = TestKafka.Servers }).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();

    public string Prefix { get; } = $"test-{Guid.NewGuid():N}-";

    public IAdminClient Admin { get; }

    public KafkaLogOptions Options(int? shards = null, bool create = true, Retention? retention = null, int? replication = 1, TimeSpan? statisticsInterval = null, long readAheadBytes = 128 << 20) => new()
    {
        Bootstrap = TestKafka.Servers!,
        TopicPrefix = Prefix,
        Shards = shards,
        Create = create,
        Replication = replication,
        Retention = retention,
        Patience = Patience,
        ReadAheadBytes = readAheadBytes,
        Properties = statisticsInterval is { } interval ? new Dictionary<string, string> { ["statistics.interval.ms"] = FormattableString.Invariant($"{interval.TotalMilliseconds}") } : [],
    };

    public string Name(Topic topic) => Prefix + topic.Name();

    public string Run => Prefix + "ecommerce-run";

    public string SnapshotTopic => Prefix + "ecommerce-snapshots";

    /// <summary>What a consumer of others reads of the final windows: all committed records as of now, key and value.</summary>
    public IReadOnlyList<(string Key, string Json)> Snapshots()
    {
        using var consumer = new ConsumerBuilder<string, string>(new ConsumerConfig
        {
            BootstrapServers = TestKafka.Servers,
            GroupId = Prefix,
            IsolationLevel = IsolationLevel.ReadCommitted,
            EnablePartitionEof = true,
            EnableAutoCommit = false,
        }).SetLogHandler((_, _) => { }).Build();
        consumer.Assign(new TopicPartitionOffset(SnapshotTopic, 0, Offset.Beginning));
        var records = new List<(string, string)>();
        while (consumer.Consume(Patience) is { IsPartitionEOF: false } read) records.Add((read.Message.Key, read.Message.Value));
        return records;
    }

    /// <summary>Makes one of the topics otherwise than the program would.</summary>
    public Task CreateAsync(string name, int partitions, params (string Name, string Value)[] settings) => Admin.CreateTopicsAsync(
    [
        new TopicSpecification { Name = name, NumPartitions = partitions, ReplicationFactor = 1, Configs = settings.ToDictionary(setting => setting.Name, setting => setting.Value) },
    ]);

    public async Task<IReadOnlyDictionary<string, string>> SettingsAsync(string name)
    {
        var described = await Admin.DescribeConfigsAsync([new ConfigResource { Type = ResourceType.Topic, Name = name }]);
        return described.Single().Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Value);
    }

    /// <summary>Sets it, and waits until brokers know.</summary>
    public async Task SetAsync(string name, string property, string value)
    {
        await Admin.IncrementalAlterConfigsAsync(new()
        {
            [new ConfigResource { Type = ResourceType.Topic, Name = name }] = [new ConfigEntry { Name = property, Value = value, IncrementalOperation = AlterConfigOpType.Set }],
        });
        while ((await SettingsAsync(name))[property] != value) await Task.Yield();
    }

    /// <summary>Adds partitions, and waits until every broker knows of them: any may be asked next.</summary>
    public async Task GrowAsync(string name, int partitions)
    {
        await Admin.CreatePartitionsAsync([new() { Topic = name, IncreaseTo = partitions }]);
        foreach (var server in TestKafka.Servers!.Split(','))
            while (PartitionsAt(server, name) < partitions)
                await Task.Yield();
    }

    /// <summary>A new client knows of no other broker than the one that it is told, and asks that.</summary>
    private static int PartitionsAt(string server, string name)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = server }).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        return admin.GetMetadata(name, Patience).Topics.Single().Partitions.Count;
    }

    public static async Task ProduceAsync(string topic, int partition, string? key, string? value)
    {
        using var producer = new ProducerBuilder<string?, string?>(new ProducerConfig { BootstrapServers = TestKafka.Servers, Partitioner = Partitioner.Murmur2Random }).Build();
        await producer.ProduceAsync(new TopicPartition(topic, partition), new Message<string?, string?> { Key = key, Value = value });
    }

    /// <summary>As a producer of others would: to the partition of the key, as Java's has it.</summary>
    public async Task ProduceByKeyAsync(string topic, IReadOnlyList<(string Key, string? Value)> records)
    {
        using var producer = new ProducerBuilder<string, string?>(new ProducerConfig { BootstrapServers = TestKafka.Servers, Partitioner = Partitioner.Murmur2Random }).Build();
        await Task.WhenAll(records.Select(record => producer.ProduceAsync(Prefix + topic, new Message<string, string?> { Key = record.Key, Value = record.Value })));
    }

    public static async Task ProduceManyAsync(string topic, int count, Func<int, (string? Key, string? Value)> record, int partition = 0)
    {
        using var producer = new ProducerBuilder<string?, string?>(new ProducerConfig { BootstrapServers = TestKafka.Servers, EnableIdempotence = true, LingerMs = 5 }).Build();
        await Task.WhenAll(Enumerable.Range(0, count).Select(number => producer.ProduceAsync(
            new TopicPartition(topic, partition), new Message<string?, string?> { Key = record(number).Key, Value = record(number).Value })));
    }

    /// <summary>A producer of somebody else's, in a transaction.</summary>
    public IProducer<string, string> Transaction(string id, bool begin = true)
    {
        var producer = new ProducerBuilder<string, string>(new ProducerConfig { BootstrapServers = TestKafka.Servers, TransactionalId = begin ? Prefix + id : id }).SetLogHandler((_, _) => { }).Build();
        producer.InitTransactions(Patience);
        if (begin) producer.BeginTransaction();
        return producer;
    }

    /// <summary>Removes a partition's records below an offset, as retention would; of a compacted topic Kafka does so only where it may delete too.</summary>
    public async Task RemoveAsync(Topic topic, long below)
    {
        if ((await SettingsAsync(Name(topic)))["cleanup.policy"] == "compact") await SetAsync(Name(topic), "cleanup.policy", "compact,delete");
        var began = Stopwatch.GetTimestamp();
        while (!await TryRemoveAsync()) await Task.Delay(50);

        // The partition's broker may hear of the changed policy after the one that was asked to change it.
        async Task<bool> TryRemoveAsync()
        {
            try
            {
                await Admin.DeleteRecordsAsync([new TopicPartitionOffset(Name(topic), 0, below)]);
                return true;
            }
            catch (DeleteRecordsException refused) when (refused.Results.Any(result => result.Error.Code == ErrorCode.PolicyViolation) && Stopwatch.GetElapsedTime(began) < Patience)
            {
                return false;
            }
        }
    }

    /// <summary>Removes the topic of final windows, as somebody might who wants them written again.</summary>
    public async Task RemoveSnapshotsAsync()
    {
        await Admin.DeleteTopicsAsync([SnapshotTopic]);
        while (Admin.GetMetadata(Patience).Topics.Exists(topic => topic.Topic == SnapshotTopic)) await Task.Yield();
    }

    public void Dispose()
    {
        var names = Admin.GetMetadata(Patience).Topics.Select(topic => topic.Topic).Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).ToArray();
        if (names.Length > 0) Admin.DeleteTopicsAsync(names).Wait();
        Admin.Dispose();
    }
}
