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

    private static string? Run(int seed, Broken broken, Action<string>? trace = null)
    {
        var failures = new ShopSimulator(seed, broken.Faults, broken.Protocol, broken.Shop, trace, shop => new WholeAnalysis(shop, broken.Analysis, broken.Around)).Run();
        return failures.Count > 0 ? failures[0] : null;
    }

    private sealed record Broken(
        ShopFault Faults = ShopFault.None, ProtocolMutation Protocol = ProtocolMutation.None, ShopMutation Shop = ShopMutation.None,
        AnalysisMutation Analysis = AnalysisMutation.None, AnalysisFault Around = AnalysisFault.None);
}
