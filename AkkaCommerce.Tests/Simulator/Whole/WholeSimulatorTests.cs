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
        { nameof(ShopMutation.From), 2 },
        { nameof(ShopMutation.Cut), 7 },
        { nameof(ShopMutation.LookAhead), 1 },
        { nameof(ShopMutation.LookBack), 2 },
        { nameof(ShopMutation.LostDue), 1 },
        { nameof(ShopMutation.MarkAt), 7 },
        { nameof(ShopMutation.ForgetPending), 2 },
        { nameof(ProtocolMutation.StaleList), 3 },
        { nameof(ProtocolMutation.Twice), 2 },
        { nameof(ProtocolMutation.Below), 1 },
        { nameof(ProtocolMutation.StaleWalked), 2 },
        { nameof(ProtocolMutation.SameSteps), 111 },
        { nameof(ProtocolMutation.ListAlone), 165 },
        { nameof(ProtocolMutation.Pipelined), 2 },
        { nameof(ProtocolMutation.ConfirmedMark), 2 },
        { nameof(ProtocolMutation.Unconfirmed), 22 },
        { nameof(ProtocolMutation.Retake), 1 },
        { nameof(ProtocolMutation.Cursor), 1 },
        { nameof(ProtocolMutation.TrimmedList), 1 },
        { nameof(ProtocolMutation.BeforeMark), 9 },
        { nameof(ProtocolMutation.KeepReady), 2 },
        { nameof(ShopFault.UncommittedEnd), 1 },
        { nameof(ShopFault.NoFence), 1 },
        { nameof(ShopFault.Retired), 24 },
        { nameof(ShopFault.ValidEqual), 18 },
        { nameof(ShopFault.ValidNoDue), 6 },
        { nameof(ShopFault.ConfirmUnasked), 43 },
        { nameof(AnalysisMutation.Held), 5 },
        { nameof(AnalysisMutation.EarlyClose), 10686 },
        { nameof(AnalysisMutation.NoRowsAgain), 121 },
        { nameof(AnalysisMutation.PositionsOfLastClose), 5 },
        { nameof(AnalysisMutation.BeyondUntil), 319 },
        { nameof(AnalysisMutation.NoElapsed), 3 },
        { nameof(AnalysisMutation.NoJumpClose), 1 },
        { nameof(AnalysisMutation.OldEnds), 51 },
        { nameof(AnalysisMutation.BaseNewer), 196 },
        { nameof(AnalysisMutation.BaseByPane), 4 },
        { nameof(AnalysisMutation.ReadIsEnough), 182 },
        { nameof(AnalysisMutation.TrimAheadOfReceived), 1 },
        { nameof(AnalysisMutation.TrimAheadOfBase), 1 },
        { nameof(AnalysisMutation.ToldUnconfirmed), 16 },
        { nameof(AnalysisMutation.NoClaim), 5 },
        { nameof(AnalysisMutation.Recount), 2 },
        { nameof(AnalysisMutation.LastPaneSeen), 2 },
        { nameof(AnalysisMutation.FoldedAgain), 2 },
        { nameof(AnalysisFault.CommittedEnds), 18 },
        { nameof(AnalysisFault.NoCompare), 14 },
        { nameof(AnalysisFault.BoardStays), 5 },
        { nameof(AnalysisFault.CountsInEntries), 2 },
        { nameof(AnalysisFault.CutAtClose), 25 },
    };

    private static string? Run(int seed, Broken broken, Action<string>? trace = null)
    {
        var failures = new ShopSimulator(seed, broken.Faults, broken.Protocol, broken.Shop, trace, shop => new WholeAnalysis(shop, broken.Analysis, broken.Around, Seeds.ClosesAhead(seed))).Run();
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
