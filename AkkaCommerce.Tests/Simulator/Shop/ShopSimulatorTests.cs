using AkkaCommerce.Simulation.Shards;
using AkkaCommerce.Simulation.Shoppers;
using Xunit.Abstractions;

namespace AkkaCommerce.Tests.Simulator.Shop;

/// <summary>The simulation half under a seeded schedule of faults.</summary>
[Trait("Category", "Simulator")]
public sealed class ShopSimulatorTests(ITestOutputHelper output)
{
    [Fact]
    public void No_schedule_of_faults_loses_doubles_or_changes_an_event() => Seeds.AllPass(output, 500, 5000, seed => Run(seed, new Broken()));

    [Fact]
    public void A_seed_is_replayed_exactly() => Seeds.Replay(output, (seed, trace) => Run(seed, new Broken(), trace));

    [Theory]
    [MemberData(nameof(BrokenRules))]
    public void A_broken_rule_is_caught(string name, int seed)
    {
        var broken = BrokenBy(name);
        Seeds.Catch(output, name, seed, tried => Run(tried, broken));
    }

    /// <summary>The rule, and the first seed that catches it.</summary>
    public static TheoryData<string, int> BrokenRules => new()
    {
        { nameof(ShopMutation.From), 2 },
        { nameof(ShopMutation.Cut), 7 },
        { nameof(ShopMutation.LookAhead), 1 },
        { nameof(ShopMutation.LookBack), 1 },
        { nameof(ShopMutation.LostDue), 2 },
        { nameof(ShopMutation.MarkAt), 7 },
        { nameof(ShopMutation.ForgetPending), 2 },
        { nameof(ProtocolMutation.StaleList), 278 },
        { nameof(ProtocolMutation.Twice), 2 },
        { nameof(ProtocolMutation.Below), 1 },
        { nameof(ProtocolMutation.StaleWalked), 2 },
        { nameof(ProtocolMutation.SameSteps), 38 },
        { nameof(ProtocolMutation.ListAlone), 2 },
        { nameof(ProtocolMutation.Pipelined), 55 },
        { nameof(ProtocolMutation.ConfirmedMark), 36 },
        { nameof(ProtocolMutation.Unconfirmed), 36 },
        { nameof(ProtocolMutation.Retake), 1 },
        { nameof(ProtocolMutation.Cursor), 1 },
        { nameof(ProtocolMutation.TrimmedList), 2 },
        { nameof(ProtocolMutation.BeforeMark), 39 },
        { nameof(ProtocolMutation.KeepReady), 2 },
        { nameof(ShopFault.UncommittedEnd), 8 },
        { nameof(ShopFault.NoFence), 1 },
        { nameof(ShopFault.Retired), 10 },
        { nameof(ShopFault.ValidEqual), 18 },
        { nameof(ShopFault.ValidNoDue), 2 },
        { nameof(ShopFault.ConfirmUnasked), 188 },
    };

    private static string? Run(int seed, Broken broken, Action<string>? trace = null)
    {
        var failures = new ShopSimulator(seed, broken.Faults, broken.Protocol, broken.Shop, trace).Run();
        return failures.Count > 0 ? failures[0] : null;
    }

    private static Broken BrokenBy(string name) =>
        Enum.TryParse<ShopMutation>(name, out var shop) ? new Broken(Shop: shop)
        : name == nameof(ProtocolMutation.ConfirmedMark) ? new Broken(Protocol: ProtocolMutation.ConfirmedMark | ProtocolMutation.Pipelined)
        : Enum.TryParse<ProtocolMutation>(name, out var protocol) ? new Broken(Protocol: protocol)
        : new Broken(Enum.Parse<ShopFault>(name));

    private sealed record Broken(ShopFault Faults = ShopFault.None, ProtocolMutation Protocol = ProtocolMutation.None, ShopMutation Shop = ShopMutation.None);
}
