using System.Diagnostics;

namespace AkkaCommerce.Benchmarks;

/// <summary>All of the program in one process, as it is built: actors, SQLite log, analysts, board, until the last window is final.</summary>
/// <param name="onKafka">The log is in Kafka, not in a file.</param>
internal sealed class PipelineBenchmark(bool onKafka = false) : IBenchmark
{
    public string Name => onKafka ? "kafka-pipeline" : "pipeline";

    public string About => $"the built program, all roles in one process{(onKafka ? ", its log in Kafka" : "")}, speed max, from its start until all windows are final";

    public IReadOnlyList<Figure> Run(double scale)
    {
        if (onKafka && BenchmarkServers.Kafka is null) return BenchmarkServers.MissingKafka;
        var hours = (int)Math.Max(12, 240 * scale);
        var runs = Enumerable.Range(0, 3).Select(_ => RunAsync(hours).GetAwaiter().GetResult()).ToArray();
        return
        [
            new Figure($"10,000 shoppers, {hours} hours of the shop", Measure.Median(runs.Select(run => run.EventsPerSecond)), "events/s", onKafka ? null : 400_000),
            new Figure("the same, by CPU time", Measure.Median(runs.Select(run => run.EventsPerCpuSecond)), "events/CPU-s", onKafka ? null : 200_000),
            new Figure("the same, events", runs[0].Events, "events"),
        ];
    }

    private async Task<(double EventsPerSecond, double EventsPerCpuSecond, double Events)> RunAsync(int hours)
    {
        using var folder = new TemporaryFolder();
        using var topics = onKafka ? new BenchmarkTopics() : null;
        using var program = new BuiltProgram(folder.Path, ["--from", "2025-09-07T00:00:00Z", "--until", $"+{hours}h", "--speed", "max", .. topics?.Arguments ?? []]);
        var output = await program.EndAsync();
        var seconds = Stopwatch.GetElapsedTime(program.Started).TotalSeconds;
        var events = BuiltProgram.EventsOf(output);
        return (events / seconds, events / program.Cpu.TotalSeconds, events);
    }
}
