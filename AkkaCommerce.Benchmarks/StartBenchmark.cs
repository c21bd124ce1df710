using System.Diagnostics;

namespace AkkaCommerce.Benchmarks;

/// <summary>The built program on a terminal: how soon there is something to see, and how soon it goes when it is told to.</summary>
internal sealed class StartBenchmark : IBenchmark
{
    public string Name => "start";

    public string About => "the built program on a terminal: start to the first picture, to the first live figures, SIGTERM to its end";

    public IReadOnlyList<Figure> Run(double scale)
    {
        var runs = Enumerable.Range(0, Math.Max(3, (int)(7 * scale))).Select(_ => RunAsync().GetAwaiter().GetResult()).ToArray();
        return
        [
            new Figure("start to the first picture", Measure.Median(runs.Select(run => run.Picture)), "s", 1, MoreIsBetter: false),
            new Figure("start to the first live figures", Measure.Median(runs.Select(run => run.Figures)), "s", 2.5, MoreIsBetter: false),
            new Figure("SIGTERM to the end", Measure.Median(runs.Select(run => run.End)), "s", 1, MoreIsBetter: false),
        ];
    }

    private static async Task<(double Picture, double Figures, double End)> RunAsync()
    {
        using var folder = new TemporaryFolder();
        using var terminal = new TerminalSession(folder);
        await terminal.ShowsAsync(TerminalSession.Picture);
        var picture = Stopwatch.GetElapsedTime(terminal.Started);
        await terminal.ShowsAsync(TerminalSession.Figures);
        var figures = Stopwatch.GetElapsedTime(terminal.Started);
        await Task.Delay(TimeSpan.FromSeconds(3));
        var asked = Stopwatch.GetTimestamp();
        await terminal.TerminateAsync();
        return (picture.TotalSeconds, figures.TotalSeconds, Stopwatch.GetElapsedTime(asked).TotalSeconds);
    }
}
