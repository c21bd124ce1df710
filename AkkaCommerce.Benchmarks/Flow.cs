using System.Diagnostics;

namespace AkkaCommerce.Benchmarks;

/// <summary>What a running process gets done, by wall time and by its own CPU time; medians of slices.</summary>
/// <param name="Allocated">Bytes an event, all of the process.</param>
internal sealed record Flow(double EventsPerSecond, double EventsPerCpuSecond, double Allocated)
{
    private const int Slices = 5;

    /// <param name="events">How many there were so far.</param>
    public static async Task<Flow> MeasureAsync(Func<long> events, TimeSpan slice)
    {
        var slices = new List<Flow>();
        while (slices.Count < Slices)
        {
            var (began, cpu, bytes, before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(), events());
            await Task.Delay(slice);
            var made = (double)(events() - before);
            slices.Add(new Flow(
                made / Stopwatch.GetElapsedTime(began).TotalSeconds, made / (Environment.CpuUsage.TotalTime - cpu).TotalSeconds,
                (GC.GetTotalAllocatedBytes() - bytes) / Math.Max(1, made)));
        }
        return new Flow(
            Measure.Median(slices.Select(flow => flow.EventsPerSecond)), Measure.Median(slices.Select(flow => flow.EventsPerCpuSecond)),
            Measure.Median(slices.Select(flow => flow.Allocated)));
    }
}
