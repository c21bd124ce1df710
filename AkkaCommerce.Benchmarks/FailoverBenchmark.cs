using System.Diagnostics;

namespace AkkaCommerce.Benchmarks;

/// <summary>Three nodes of the built program, of which one is lost: until every shard has committed again.</summary>
internal sealed class FailoverBenchmark : IBenchmark
{
    private const int Nodes = 3, Shards = 6;

    public string Name => "failover";

    public string About => "three nodes on Kafka and PostgreSQL, live: one is killed, or asked to end, until every shard is analysed beyond that moment";

    public IReadOnlyList<Figure> Run(double scale)
    {
        if (BenchmarkServers.Kafka is null || BenchmarkServers.Postgres is null) return BenchmarkServers.MissingServers;
        var rounds = (int)Math.Max(1, 3 * scale);
        double Seconds(bool kill, int shoppers) => Measure.Median(Enumerable.Range(0, rounds).Select(round => RoundAsync(round % Nodes, kill, shoppers).GetAwaiter().GetResult()));
        return
        [
            new Figure("a node is killed with -9, until every shard goes on", Seconds(kill: true, 200_000), "s", 10, MoreIsBetter: false),
            new Figure("a node is asked to end, until every shard goes on", Seconds(kill: false, 200_000), "s", 1, MoreIsBetter: false),
            new Figure("the same, a million shoppers", Seconds(kill: false, 1_000_000), "s", 5, MoreIsBetter: false),
        ];
    }

    /// <returns>Seconds, of which what the shards are behind when nothing happens is no part.</returns>
    private static async Task<double> RoundAsync(int node, bool kill, int shoppers)
    {
        await using var cluster = await BuiltCluster.StartAsync(Nodes, "--from", "-1m", "--shoppers", $"{shoppers}", "--shards", $"{Shards}");
        await BeyondAsync(cluster.Database, DateTimeOffset.UtcNow.AddSeconds(10));
        var usual = await BeyondAsync(cluster.Database, DateTimeOffset.UtcNow);
        if (kill) cluster.Nodes[node].Kill();
        else cluster.Nodes[node].Terminate();
        return Math.Max(0, await BeyondAsync(cluster.Database, DateTimeOffset.UtcNow) - usual);
    }

    /// <summary>Waits until each shard's simulation is folded beyond a moment.</summary>
    private static async Task<double> BeyondAsync(BenchmarkDatabase database, DateTimeOffset moment)
    {
        var began = Stopwatch.GetTimestamp();
        while (await database.CountBeyondAsync(moment) < Shards) await Task.Delay(20);
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
