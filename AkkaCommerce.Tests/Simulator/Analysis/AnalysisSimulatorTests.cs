using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Ingestion.Log;
using Xunit.Abstractions;

namespace AkkaCommerce.Tests.Simulator.Analysis;

/// <summary>The analysis half under a seeded schedule of faults.</summary>
[Trait("Category", "Simulator")]
public sealed class AnalysisSimulatorTests(ITestOutputHelper output)
{
    [Fact]
    public void No_schedule_of_faults_loses_doubles_or_changes_a_figure() => Seeds.AllPass(output, 500, 5000, seed => Run(seed));

    [Fact]
    public void A_seed_is_replayed_exactly() => Seeds.Replay(output, (seed, trace) => Run(seed, trace: trace));

    [Theory]
    [MemberData(nameof(BrokenRules))]
    public void A_broken_rule_is_caught(string name, int seed)
    {
        var isRule = Enum.TryParse<AnalysisMutation>(name, out var broken);
        var faults = isRule ? AnalysisFault.None : Enum.Parse<AnalysisFault>(name);
        Seeds.Catch(output, name, seed, tried => Run(tried, broken, faults));
    }

    [Fact]
    public void A_base_sought_further_back_than_needed_changes_nothing() => Seeds.AllPass(output, 100, 500, seed => Run(seed, AnalysisMutation.BaseOlder));

    /// <summary>The rule, and the first seed that catches it.</summary>
    public static TheoryData<string, int> BrokenRules => new()
    {
        { nameof(AnalysisMutation.NoProgressInClose), 1 },
        { nameof(AnalysisMutation.Held), 3 },
        { nameof(AnalysisMutation.EarlyClose), 70 },
        { nameof(AnalysisMutation.NoRowsAgain), 2368 },
        { nameof(AnalysisMutation.NoChain), 1 },
        { nameof(AnalysisMutation.PositionsOfLastClose), 93 },
        { nameof(AnalysisMutation.BeyondUntil), 17 },
        { nameof(AnalysisMutation.FollowUnheard), 256 },
        { nameof(AnalysisMutation.NoElapsed), 1 },
        { nameof(AnalysisMutation.AloneGoesOn), 204 },
        { nameof(AnalysisMutation.SilentAtEndsOnly), 37 },
        { nameof(AnalysisMutation.NoJumpClose), 1 },
        { nameof(AnalysisMutation.OldEnds), 23 },
        { nameof(AnalysisMutation.BaseNewer), 12 },
        { nameof(AnalysisMutation.BaseByPane), 4 },
        { nameof(AnalysisMutation.ReadIsEnough), 113 },
        { nameof(AnalysisMutation.TrimAheadOfReceived), 2 },
        { nameof(AnalysisMutation.TrimAheadOfBase), 1 },
        { nameof(AnalysisMutation.ToldUnconfirmed), 208 },
        { nameof(AnalysisMutation.NoClaim), 1 },
        { nameof(AnalysisMutation.Recount), 4 },
        { nameof(AnalysisMutation.LastPaneSeen), 1 },
        { nameof(AnalysisMutation.FoldedAgain), 1 },
        { nameof(AnalysisFault.ConfirmUnasked), 1 },
        { nameof(AnalysisFault.AnyTopicFirst), 12 },
        { nameof(AnalysisFault.WallClock), 27 },
        { nameof(AnalysisFault.CommittedEnds), 40 },
        { nameof(AnalysisFault.NoCompare), 1824 },
        { nameof(AnalysisFault.CountsInEntries), 1 },
        { nameof(AnalysisFault.CutAtClose), 5 },
    };

    private static string? Run(int seed, AnalysisMutation broken = AnalysisMutation.None, AnalysisFault faults = AnalysisFault.None, Action<string>? trace = null)
    {
        try
        {
            new AnalysisSimulator(seed, broken, faults, trace).RunAll();
            return null;
        }
        catch (Exception failure) when (failure is AnalysisFailure or RecordsNotHeldException)
        {
            return failure.Message;
        }
    }
}
