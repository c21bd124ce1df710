namespace AkkaCommerce.Benchmarks;

/// <summary>The simulation through its real actors into a real Kafka, in transactions.</summary>
internal sealed class KafkaProduceBenchmark : IBenchmark
{
    private const int Shards = 8;

    public string Name => "kafka-produce";

    public string About => "events through clock, writers and shoppers into Kafka, in transactions, speed max, 8 shards; the broker shares the cores";

    public IReadOnlyList<Figure> Run(double scale)
    {
        if (BenchmarkServers.Kafka is null) return BenchmarkServers.MissingKafka;
        var flow = RunAsync(scale).GetAwaiter().GetResult();
        return
        [
            new Figure("10,000 shoppers", flow.EventsPerSecond, "events/s", 400_000),
            new Figure("the same, by CPU time of the client", flow.EventsPerCpuSecond, "events/CPU-s"),
            new Figure("the same, allocated an event, all of the client", flow.Allocated, "B"),
        ];
    }

    private static async Task<Flow> RunAsync(double scale)
    {
        using var topics = new BenchmarkTopics();
        await using var log = await topics.OpenAsync(Shards);
        await using var node = await SimulationNode.StartAsync(log, 10_000);
        await node.Commits.ReachAsync((long)(1_000_000 * Math.Max(0.2, scale)));
        return await Flow.MeasureAsync(() => node.Commits.Events, TimeSpan.FromSeconds(Math.Max(1, 4 * scale)));
    }
}
