using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using AkkaCommerce.Analytics.Partitions;
using Xunit.Abstractions;

namespace AkkaCommerce.Tests.Simulator.Analysis;

/// <summary>
/// The analytics half under a seeded schedule of faults. <c>AKKACOMMERCE_SEEDS</c> says how many seeds, <c>AKKACOMMERCE_FIRST_SEED</c> which is the
/// first, <c>AKKACOMMERCE_TRACE</c> prints what happens in that one.
/// </summary>
[Trait("Category", "Simulator")]
public sealed class AnalysisSimulatorTests(ITestOutputHelper output)
{
    private static readonly int Seeds = Number("AKKACOMMERCE_SEEDS", 500);
    private static readonly int First = Number("AKKACOMMERCE_FIRST_SEED", 1);

    [Fact]
    public void No_schedule_of_faults_changes_a_final_a_count_or_a_row()
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
        Run(First, trace: first.Add);
        Run(First, trace: second.Add);
        if (Environment.GetEnvironmentVariable("AKKACOMMERCE_TRACE") is not null) first.ForEach(output.WriteLine);
        second.ShouldBe(first);
    }

    [Theory]
    [MemberData(nameof(Mutants))]
    public void A_broken_rule_is_caught(string name, int within)
    {
        var rules = name.Split('+');
        var mutation = rules.Select(rule => Enum.TryParse<AnalysisMutation>(rule, out var known) ? known : AnalysisMutation.None).Aggregate((a, b) => a | b);
        var broken = rules.FirstOrDefault(rule => !Enum.TryParse<AnalysisMutation>(rule, out _), "");
        for (var seed = 1; seed <= within; seed++)
        {
            if (Run(seed, mutation, broken) is not { } failure) continue;
            output.WriteLine($"{name}: seed {seed}: {failure}");
            return;
        }
        Assert.Fail($"{name} is not caught by {within} seeds.");
    }

    /// <summary>Rules of the cores by the name of their mutation, rules of what is around them (log, journal, clock, tables) in small letters.</summary>
    public static TheoryData<string, int> Mutants => new()
    {
        { nameof(AnalysisMutation.NoProgressInClose), 3000 },
        { nameof(AnalysisMutation.Held), 3000 },
        { nameof(AnalysisMutation.EarlyClose), 3000 },
        { nameof(AnalysisMutation.NoRowsAgain), 3000 },
        { "numbers", 3000 },
        { "numbers+" + nameof(AnalysisMutation.NoChain), 3000 },
        { "cut", 3000 },
        { nameof(AnalysisMutation.PositionsOfLastClose), 3000 },
        { "counts", 3000 },
        { nameof(AnalysisMutation.BeyondUntil), 3000 },
        { nameof(AnalysisMutation.NoElapsed), 3000 },
        { nameof(AnalysisMutation.AloneGoesOn), 3000 },
        { nameof(AnalysisMutation.FollowUnheard), 3000 },
        { nameof(AnalysisMutation.SilentAtEndsOnly), 3000 },
        { "wall", 3000 },
        { "heads", 3000 },
        { nameof(AnalysisMutation.NoJumpClose), 3000 },
        { nameof(AnalysisMutation.OldEnds), 3000 },
        { nameof(AnalysisMutation.BaseNewer), 3000 },
        { nameof(AnalysisMutation.ReadIsEnough), 3000 },
        { nameof(AnalysisMutation.BaseByPane), 3000 },
        { nameof(AnalysisMutation.TrimAheadOfReceived), 3000 },
        { nameof(AnalysisMutation.TrimAheadOfBase), 3000 },
        { nameof(AnalysisMutation.ToldUnconfirmed), 3000 },
        { nameof(AnalysisMutation.NoClaim), 3000 },
        { "pending", 3000 },
        { "cas", 3000 },
        { nameof(AnalysisMutation.Recount), 3000 },
        { nameof(AnalysisMutation.LastPaneSeen), 3000 },
        { nameof(AnalysisMutation.FoldedAgain), 3000 },
    };

    private static string? Run(int seed, AnalysisMutation mutation = AnalysisMutation.None, string broken = "", Action<string>? trace = null)
    {
        try
        {
            new AnalysisWorld(seed, mutation, broken, trace).Go();
            return null;
        }
        catch (SimulationFailure failure)
        {
            return failure.Message;
        }
        catch (Exception broke) when (mutation != AnalysisMutation.None || broken.Length > 0)
        {
            return broke.ToString();
        }
        catch (Exception broke)
        {
            return "EXCEPTION " + broke;
        }
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
