using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Memory;
using AkkaCommerce.Ingestion.Sqlite;

namespace AkkaCommerce.Benchmarks;

/// <summary>The simulation through its real actors: clock, region, writers, shoppers, and a log that commits.</summary>
internal sealed class ActorsBenchmark : IBenchmark
{
    private const int Shards = 8;

    /// <summary>Events a shopper until all of them live and the code is as fast as it gets.</summary>
    private const int WarmEvents = 60;

    public string Name => "actors";

    public string About => "events through clock, region, writers and shoppers, speed max, 8 shards";

    public IReadOnlyList<Figure> Run(double scale)
    {
        var many = Math.Max(10_000, (int)(100_000 * scale));
        var (few, file) = (InMemory(10_000, scale), IntoSqlite(10_000, scale));
        return
        [
            .. Figures("to memory, 10,000 shoppers", few, 1_500_000),
            new Figure("the same, allocated an event, all of the process", few.Allocated, "B"),
            .. Figures($"to memory, {many:N0} shoppers", InMemory(many, scale), null),
            .. Figures("to memory, 10,000 shoppers, 5,000 may live", InMemory(10_000, scale, live: 5_000), null),
            .. Figures("into SQLite, 10,000 shoppers", file, 500_000),
            new Figure("the same, allocated an event, all of the process", file.Allocated, "B"),
        ];
    }

    /// <summary>Wall time is what is promised; CPU time tells what it would be on a machine that nobody else uses.</summary>
    private static Figure[] Figures(string what, Flow flow, double? budget) =>
        [new(what, flow.EventsPerSecond, "events/s", budget), new($"{what}, by CPU time", flow.EventsPerCpuSecond, "events/CPU-s", budget / 2)];

    private static Flow InMemory(int shoppers, double scale, int? live = null)
    {
        var options = new MemoryLogOptions
        {
            Shards = Shards,
            Retention = new Retention { BytesPerTopic = 32_000_000, Interval = TimeSpan.FromMilliseconds(100) },
        };
        return RunAsync(new MemoryEventLog(options), shoppers, live, scale).GetAwaiter().GetResult();
    }

    private static Flow IntoSqlite(int shoppers, double scale)
    {
        using var folder = new TemporaryFolder();
        var options = new SqliteLogOptions { Path = folder["log.db"], Shards = Shards };
        return RunAsync(SqliteEventLog.Open(options), shoppers, null, scale).GetAwaiter().GetResult();
    }

    private static async Task<Flow> RunAsync(IEventLog log, int shoppers, int? live, double scale)
    {
        await using (log)
        {
            await using var node = await SimulationNode.StartAsync(log, shoppers, live);
            await node.Commits.ReachAsync(live is null ? Math.Max(1_000_000, (long)WarmEvents * shoppers) : 100_000);
            return await Flow.MeasureAsync(() => node.Commits.Events, TimeSpan.FromSeconds(Math.Max(1, 4 * scale)));
        }
    }
}
