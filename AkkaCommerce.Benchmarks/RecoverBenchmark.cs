using System.Diagnostics;

namespace AkkaCommerce.Benchmarks;

/// <summary>A million shoppers in the built program: from its start to the first events committed, new and after a kill.</summary>
internal sealed class RecoverBenchmark : IBenchmark
{
    public string Name => "recover";

    public string About => "the built program, simulation only, from its start to the first commit of events, and the same after kill -9";

    public IReadOnlyList<Figure> Run(double scale)
    {
        var shoppers = Math.Max(10_000, (int)(1_000_000 * scale));
        var runs = Enumerable.Range(0, 3).Select(_ => RunAsync(shoppers).GetAwaiter().GetResult()).ToArray();
        return
        [
            new Figure($"{shoppers:N0} shoppers, start to the first commit", Measure.Median(runs.Select(run => run.New.First)), "s", 4, MoreIsBetter: false),
            new Figure("the same, until every shard has committed", Measure.Median(runs.Select(run => run.New.All)), "s"),
            new Figure("killed and started again, to the first commit", Measure.Median(runs.Select(run => run.Again.First)), "s", 6, MoreIsBetter: false),
            new Figure("the same, until every shard has committed", Measure.Median(runs.Select(run => run.Again.All)), "s"),
        ];
    }

    private static async Task<((double First, double All) New, (double First, double All) Again)> RunAsync(int shoppers)
    {
        using var folder = new TemporaryFolder();
        var begun = await StartAsync(folder, shoppers);
        return (begun, await StartAsync(folder, shoppers));
    }

    /// <summary>Ends with a kill.</summary>
    private static async Task<(double First, double All)> StartAsync(TemporaryFolder folder, int shoppers)
    {
        using var log = new WatchedLog(folder["log.db"]);
        var (commits, least) = (log.Read(WatchedLog.Commits), log.Read(WatchedLog.CommitsOfAll));
        using var program = new BuiltProgram(folder.Path, "--roles", "simulation", "--shoppers", $"{shoppers}");
        await log.ExceedAsync(WatchedLog.Commits, commits, program);
        var first = Stopwatch.GetElapsedTime(program.Started);
        await log.ExceedAsync(WatchedLog.CommitsOfAll, least, program);
        var all = Stopwatch.GetElapsedTime(program.Started);
        program.Kill();
        return (first.TotalSeconds, all.TotalSeconds);
    }
}
