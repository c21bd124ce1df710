using System.Diagnostics;

namespace AkkaCommerce.Benchmarks;

/// <summary>Medians of repeated runs.</summary>
internal static class Measure
{
    /// <summary>Runs once to warm up, then <paramref name="runs"/> times; the median of what the runs say.</summary>
    public static double Median(int runs, Func<double> run)
    {
        run();
        return Median(Enumerable.Range(0, runs).Select(_ => run()));
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    /// <summary>Seconds of wall time that the action takes.</summary>
    public static double Seconds(Action action)
    {
        var began = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
