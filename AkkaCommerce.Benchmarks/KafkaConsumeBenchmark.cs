using System.Diagnostics;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Benchmarks;

/// <summary>A log in Kafka that is read, and analysed by the built program: its own CPU time, start and end included.</summary>
internal sealed class KafkaConsumeBenchmark : IBenchmark
{
    public string Name => "kafka-consume";

    public string About => "a log in Kafka read by our streams, and analysed by the built program until all of it is on the board, by the client's CPU time";

    public IReadOnlyList<Figure> Run(double scale) => BenchmarkServers.Kafka is null ? BenchmarkServers.MissingKafka : RunAsync(scale).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<Figure>> RunAsync(double scale)
    {
        using var topics = new BenchmarkTopics();
        using var folder = new TemporaryFolder();
        string[] day = ["--from", "2025-09-07T00:00:00Z", "--until", $"+{(int)Math.Max(2, 24 * scale)}h", "--shoppers", "100000"];
        using (var simulation = new BuiltProgram(folder.Path, ["--roles", "simulation", "--speed", "max", .. day, .. topics.Arguments])) await simulation.EndAsync();
        var read = new List<(double Wall, double Cpu)>();
        long events = 0;
        for (var run = 0; run < 4; run++)
        {
            var (began, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            events = await ReadAsync(topics);
            read.Add((events / Stopwatch.GetElapsedTime(began).TotalSeconds, events / (Environment.CpuUsage.TotalTime - cpu).TotalSeconds));
        }
        var (seconds, busy) = await AnalyseAsync(topics, folder);
        var (_, start) = await AnalyseAsync(topics, folder); // all is analysed: it starts, recovers and ends
        return
        [
            new Figure($"{events:N0} events read by the log's streams, a shard after the other", Measure.Median(read.Skip(1).Select(one => one.Wall)), "events/s"),
            new Figure("the same, by CPU time of the client", Measure.Median(read.Skip(1).Select(one => one.Cpu)), "events/CPU-s"),
            new Figure("analysed by the built program, start included", events / seconds, "events/s"),
            new Figure("the same, by CPU time of the client", events / busy, "events/CPU-s", 1_000_000),
            new Figure("the same, without what start and end take", events / (busy - start), "events/CPU-s"),
        ];
    }

    private static async Task<(double Seconds, double Cpu)> AnalyseAsync(BenchmarkTopics topics, TemporaryFolder folder)
    {
        using var analysis = new BuiltProgram(folder.Path, ["--roles", "analytics", "--until-idle", .. topics.Arguments]);
        await analysis.EndAsync();
        return (Stopwatch.GetElapsedTime(analysis.Started).TotalSeconds, analysis.Cpu.TotalSeconds);
    }

    private static async Task<long> ReadAsync(BenchmarkTopics topics)
    {
        await using var log = await topics.OpenAsync(8);
        using var system = ActorSystem.Create("reading", "akka { loglevel = OFF, stdout-loglevel = OFF }");
        using var materializer = system.Materializer();
        var events = 0L;
        for (var shard = 0; shard < log.Shards; shard++)
        {
            var (at, ends) = (Positions.Start, await log.EndsAsync(shard, CancellationToken.None));
            await log.Read(shard, Positions.Start, TopicSet.Events).Select(batch =>
            {
                using (batch)
                {
                    at[batch.Topic] = batch.NextPosition;
                    events += batch.Count;
                }
                return at.Reaches(ends, TopicSet.Events);
            }).TakeWhile(isAtEnd => !isAtEnd).RunWith(Sink.Ignore<bool>(), materializer);
        }
        return events;
    }
}
