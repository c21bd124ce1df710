using AkkaCommerce.Ingestion.Kafka;
using Confluent.Kafka;

namespace AkkaCommerce.Benchmarks;

/// <summary>The servers that some benchmarks run on, where there are any: those of the tests.</summary>
internal static class BenchmarkServers
{
    private const string KafkaVariable = "AKKACOMMERCE_TEST_KAFKA", PostgresVariable = "AKKACOMMERCE_TEST_POSTGRES";

    /// <summary>Bootstrap servers; null: there is no Kafka.</summary>
    public static string? Kafka { get; } = Environment.GetEnvironmentVariable(KafkaVariable) is { Length: > 0 } servers ? servers : null;

    /// <summary>A connection string of a superuser; null: there is no PostgreSQL.</summary>
    public static string? Postgres { get; } = Environment.GetEnvironmentVariable(PostgresVariable) is { Length: > 0 } text ? text : null;

    /// <summary>What a benchmark is called that cannot run here.</summary>
    private static Figure[] Missing(string variable) => [new Figure($"not run: {variable} is not set", 0, "")];

    public static Figure[] MissingKafka => Missing(KafkaVariable);

    public static Figure[] MissingServers => Missing($"{KafkaVariable} or {PostgresVariable}");
}

/// <summary>Topics of a benchmark's own, which go with it.</summary>
internal sealed class BenchmarkTopics : IDisposable
{
    public string Prefix { get; } = $"benchmark-{Guid.NewGuid():N}-";

    /// <summary>The options of the program.</summary>
    public string[] Arguments => ["--log", "kafka", "--bootstrap", BenchmarkServers.Kafka!, "--topic-prefix", Prefix];

    public async Task<KafkaEventLog> OpenAsync(int shards)
    {
        var options = new KafkaLogOptions { Bootstrap = BenchmarkServers.Kafka!, TopicPrefix = Prefix, Shards = shards, Create = true };
        var (identity, count) = await KafkaEventLog.IdentifyAsync(options, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<KafkaEventLog>.Instance, CancellationToken.None);
        return new KafkaEventLog(options, identity, count, TimeProvider.System);
    }

    public void Dispose()
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = BenchmarkServers.Kafka }).Build();
        var names = admin.GetMetadata(TimeSpan.FromSeconds(30)).Topics.Select(topic => topic.Topic).Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).ToArray();
        if (names.Length > 0) admin.DeleteTopicsAsync(names).GetAwaiter().GetResult();
    }
}
