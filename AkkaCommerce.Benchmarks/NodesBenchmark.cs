using System.Diagnostics;

namespace AkkaCommerce.Benchmarks;

/// <summary>The same shop by one, two and three nodes of the built program on one machine: what a node more costs where it brings no core.</summary>
internal sealed class NodesBenchmark : IBenchmark
{
    public string Name => "kafka-nodes";

    public string About => "one to three nodes on Kafka and PostgreSQL, all on this machine: speed max, from their start until all windows are final";

    public IReadOnlyList<Figure> Run(double scale)
    {
        if (BenchmarkServers.Kafka is null || BenchmarkServers.Postgres is null) return BenchmarkServers.MissingServers;
        var hours = (int)Math.Max(1, 12 * scale);
        return [.. Enumerable.Range(1, 3).SelectMany(nodes => FiguresAsync(nodes, hours).GetAwaiter().GetResult())];
    }

    private static async Task<IReadOnlyList<Figure>> FiguresAsync(int nodes, int hours)
    {
        await using var cluster = await BuiltCluster.StartAsync(
            nodes, "--from", "2025-09-07T00:00:00Z", "--until", $"+{hours}h", "--shoppers", "100000", "--shards", "6", "--speed", "max");
        var began = Stopwatch.GetTimestamp();
        var outputs = await Task.WhenAll(cluster.Nodes.Select(node => node.EndAsync()));
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var events = BuiltProgram.EventsOf(outputs[0]);
        return
        [
            new Figure($"nodes: {nodes}; 100,000 shoppers, {hours} hours of the shop", events / seconds, "events/s"),
            new Figure("the same, by CPU time of the nodes", events / cluster.Nodes.Sum(node => node.Cpu.TotalSeconds), "events/CPU-s"),
        ];
    }
}
