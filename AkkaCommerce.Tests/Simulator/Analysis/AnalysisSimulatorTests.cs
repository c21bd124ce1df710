using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using AkkaCommerce.Analytics.Partitions;
using Xunit.Abstractions;

namespace AkkaCommerce.Tests.Simulator.Analysis;

/// <summary>
/// The analysis half under a seeded schedule of faults. <c>AKKACOMMERCE_SEEDS</c> says how many seeds, <c>AKKACOMMERCE_FIRST_SEED</c> which is the
/// first, <c>AKKACOMMERCE_TRACE</c> prints what happens in that one.
/// </summary>
[Trait("Category", "Simulator")]
public sealed class AnalysisSimulatorTests(ITestOutputHelper output)
{
    private static readonly int Seeds = Number("AKKACOMMERCE_SEEDS", 500);
    private static readonly int First = Number("AKKACOMMERCE_FIRST_SEED", 1);

    [Fact]
    public void No_schedule_of_faults_loses_doubles_or_changes_a_figure()
    {
        var began = Stopwatch.GetTimestamp();
        var failed = new ConcurrentDictionary<int, string>();
        Parallel.For(First, First + Seeds, seed =>
        {
            if (Run(seed) is { } failure) failed[seed] = failure;
        });
        output.WriteLine($"{Seeds} seeds from {First}, {failed.Count} failed, {Seeds / Stopwatch.GetElapsedTime(began).TotalSeconds:0} a second");
        failed.OrderBy(f => f.Key).Take(5).Select(f => $"seed {f.Key}: {f.Value}").ShouldBeEmpty();
    }

    [Fact]
    public void A_seed_is_replayed_exactly()
    {
        List<string> first = [], second = [];
        var (one, other) = (Run(First, trace: first.Add), Run(First, trace: second.Add));
        if (Environment.GetEnvironmentVariable("AKKACOMMERCE_TRACE") is not null) first.ForEach(output.WriteLine);
        other.ShouldBe(one);
        second.ShouldBe(first);
    }

    [Theory]
    [MemberData(nameof(BrokenRules))]
    public void A_broken_rule_is_caught(string name, int within)
    {
        var rule = Enum.TryParse<AnalysisMutation>(name, out var broken);
        var faults = rule ? AnalysisFault.None : Enum.Parse<AnalysisFault>(name);
        for (var seed = 1; seed <= within; seed++)
        {
            if (Run(seed, broken, faults) is not { } failure) continue;
            output.WriteLine($"{name}: seed {seed}: {failure}");
            return;
        }
        Assert.Fail($"{name} is not caught by {within} seeds.");
    }

    /// <summary>The rule, and how many seeds are tried at most. (A base sought further back than needed is safe, and therefore not here.)</summary>
    public static TheoryData<string, int> BrokenRules => new()
    {
        { nameof(AnalysisMutation.NoProgressInClose), 200 },
        { nameof(AnalysisMutation.Held), 200 },
        { nameof(AnalysisMutation.EarlyClose), 1000 },
        { nameof(AnalysisMutation.NoRowsAgain), 1000 },
        { nameof(AnalysisMutation.NoChain), 200 },
        { nameof(AnalysisMutation.PositionsOfLastClose), 500 },
        { nameof(AnalysisMutation.BeyondUntil), 200 },
        { nameof(AnalysisMutation.FollowUnheard), 1000 },
        { nameof(AnalysisMutation.NoElapsed), 200 },
        { nameof(AnalysisMutation.AloneGoesOn), 500 },
        { nameof(AnalysisMutation.SilentAtEndsOnly), 500 },
        { nameof(AnalysisMutation.NoJumpClose), 200 },
        { nameof(AnalysisMutation.OldEnds), 1000 },
        { nameof(AnalysisMutation.BaseNewer), 200 },
        { nameof(AnalysisMutation.BaseByPane), 200 },
        { nameof(AnalysisMutation.ReadIsEnough), 500 },
        { nameof(AnalysisMutation.TrimAheadOfReceived), 200 },
        { nameof(AnalysisMutation.TrimAheadOfBase), 200 },
        { nameof(AnalysisMutation.ToldUnconfirmed), 500 },
        { nameof(AnalysisMutation.NoClaim), 200 },
        { nameof(AnalysisMutation.Recount), 200 },
        { nameof(AnalysisMutation.LastPaneSeen), 200 },
        { nameof(AnalysisMutation.FoldedAgain), 200 },
        { nameof(AnalysisFault.ConfirmUnasked), 200 },
        { nameof(AnalysisFault.AnyTopicFirst), 200 },
        { nameof(AnalysisFault.WallClock), 200 },
        { nameof(AnalysisFault.CommittedEnds), 1000 },
        { nameof(AnalysisFault.NoCompare), 1000 },
        { nameof(AnalysisFault.CountsInEntries), 200 },
        { nameof(AnalysisFault.CutAtClose), 200 },
    };

    private static string? Run(int seed, AnalysisMutation broken = AnalysisMutation.None, AnalysisFault faults = AnalysisFault.None, Action<string>? trace = null)
    {
        try
        {
            new AnalysisSimulator(seed, broken, faults, trace).RunAll();
            return null;
        }
        catch (Exception e)
        {
            return e is AnalysisFailure ? e.Message : $"{e.GetType().Name}: {e.Message} {e.StackTrace?.Split('\n')[0]}";
        }
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
