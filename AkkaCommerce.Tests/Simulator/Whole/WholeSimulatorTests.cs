using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Simulation.Shards;
using AkkaCommerce.Simulation.Shoppers;
using AkkaCommerce.Tests.Simulator.Analysis;
using AkkaCommerce.Tests.Simulator.Shop;
using Xunit.Abstractions;

namespace AkkaCommerce.Tests.Simulator.Whole;

/// <summary>Both halves joined: what the writers of a shop write under faults, analysed under faults.</summary>
[Trait("Category", "Simulator")]
public sealed class WholeSimulatorTests(ITestOutputHelper output)
{
    [Fact]
    public void No_schedule_of_faults_changes_a_final_window() => Seeds.AllPass(output, 300, 10_000, seed => Run(seed, new Broken()));

    [Fact]
    public void A_seed_is_replayed_exactly() => Seeds.Replay(output, (seed, trace) => Run(seed, new Broken(), trace));

    [Theory]
    [MemberData(nameof(BrokenRules))]
    public void A_broken_rule_is_caught(string name, int seed)
    {
        var broken = BrokenBy(name);
        Seeds.Catch(output, name, seed, tried => Run(tried, broken));
    }

    /// <summary>The rule, of either half, and the first seed that catches it.</summary>
    public static TheoryData<string, int> BrokenRules => new()
    {
        { nameof(ShopMutation.From), 1 },
        { nameof(ShopMutation.Cut), 1 },
        { nameof(ShopMutation.LookAhead), 1 },
        { nameof(ShopMutation.LookBack), 1 },
        { nameof(ShopMutation.LostDue), 1 },
        { nameof(ShopMutation.MarkAt), 1 },
        { nameof(ShopMutation.ForgetPending), 1 },
        { nameof(ProtocolMutation.StaleList), 1 },
        { nameof(ProtocolMutation.Twice), 1 },
        { nameof(ProtocolMutation.Below), 1 },
        { nameof(ProtocolMutation.StaleWalked), 1 },
        { nameof(ProtocolMutation.SameSteps), 1 },
        { nameof(ProtocolMutation.ListAlone), 1 },
        { nameof(ProtocolMutation.Pipelined), 1 },
        { nameof(ProtocolMutation.ConfirmedMark), 1 },
        { nameof(ProtocolMutation.Unconfirmed), 1 },
        { nameof(ProtocolMutation.Retake), 1 },
        { nameof(ProtocolMutation.Cursor), 1 },
        { nameof(ProtocolMutation.TrimmedList), 1 },
        { nameof(ProtocolMutation.BeforeMark), 1 },
        { nameof(ProtocolMutation.KeepReady), 1 },
        { nameof(ShopFault.UncommittedEnd), 1 },
        { nameof(ShopFault.NoFence), 1 },
        { nameof(ShopFault.Retired), 1 },
        { nameof(ShopFault.ValidEqual), 1 },
        { nameof(ShopFault.ValidNoDue), 1 },
        { nameof(ShopFault.ConfirmUnasked), 1 },
        { nameof(AnalysisMutation.NoProgressInClose), 1 },
        { nameof(AnalysisMutation.Held), 1 },
        { nameof(AnalysisMutation.EarlyClose), 1 },
        { nameof(AnalysisMutation.NoRowsAgain), 1 },
        { nameof(AnalysisMutation.NoChain), 1 },
        { nameof(AnalysisMutation.PositionsOfLastClose), 1 },
        { nameof(AnalysisMutation.BeyondUntil), 1 },
        { nameof(AnalysisMutation.FollowUnheard), 1 },
        { nameof(AnalysisMutation.NoElapsed), 1 },
        { nameof(AnalysisMutation.AloneGoesOn), 1 },
        { nameof(AnalysisMutation.SilentAtEndsOnly), 1 },
        { nameof(AnalysisMutation.NoJumpClose), 1 },
        { nameof(AnalysisMutation.OldEnds), 1 },
        { nameof(AnalysisMutation.BaseNewer), 1 },
        { nameof(AnalysisMutation.BaseByPane), 1 },
        { nameof(AnalysisMutation.ReadIsEnough), 1 },
        { nameof(AnalysisMutation.TrimAheadOfReceived), 1 },
        { nameof(AnalysisMutation.TrimAheadOfBase), 1 },
        { nameof(AnalysisMutation.ToldUnconfirmed), 1 },
        { nameof(AnalysisMutation.NoClaim), 1 },
        { nameof(AnalysisMutation.Recount), 1 },
        { nameof(AnalysisMutation.LastPaneSeen), 1 },
        { nameof(AnalysisMutation.FoldedAgain), 1 },
        { nameof(AnalysisFault.AnyTopicFirst), 1 },
        { nameof(AnalysisFault.WallClock), 1 },
        { nameof(AnalysisFault.CommittedEnds), 1 },
        { nameof(AnalysisFault.NoCompare), 1 },
        { nameof(AnalysisFault.BoardStays), 92 },
        { nameof(AnalysisFault.CountsInEntries), 1 },
        { nameof(AnalysisFault.CutAtClose), 1 },
    };

    private static string? Run(int seed, Broken broken, Action<string>? trace = null)
    {
        var failures = new ShopSimulator(seed, broken.Faults, broken.Protocol, broken.Shop, trace, shop => new WholeAnalysis(shop, broken.Analysis, broken.Around)).Run();
        return failures.Count > 0 ? failures[0] : null;
    }

    private static Broken BrokenBy(string name) =>
        Enum.TryParse<ShopMutation>(name, out var shop) ? new Broken(Shop: shop)
        : name == nameof(ProtocolMutation.ConfirmedMark) ? new Broken(Protocol: ProtocolMutation.ConfirmedMark | ProtocolMutation.Pipelined)
        : Enum.TryParse<ProtocolMutation>(name, out var protocol) ? new Broken(Protocol: protocol)
        : Enum.TryParse<AnalysisMutation>(name, out var analysis) ? new Broken(Analysis: analysis)
        : Enum.TryParse<AnalysisFault>(name, out var around) ? new Broken(around == AnalysisFault.ConfirmUnasked ? ShopFault.ConfirmUnasked : ShopFault.None, Around: around)
        : new Broken(Enum.Parse<ShopFault>(name));

    private sealed record Broken(
        ShopFault Faults = ShopFault.None, ProtocolMutation Protocol = ProtocolMutation.None, ShopMutation Shop = ShopMutation.None,
        AnalysisMutation Analysis = AnalysisMutation.None, AnalysisFault Around = AnalysisFault.None);
}
