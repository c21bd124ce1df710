using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using AkkaCommerce.Simulation.Shards;
using AkkaCommerce.Simulation.Shoppers;
using Xunit.Abstractions;

namespace AkkaCommerce.Tests.Simulator.Shop;

/// <summary>
/// The simulation half under a seeded schedule of faults. <c>AKKACOMMERCE_SEEDS</c> says how many seeds, <c>AKKACOMMERCE_FIRST_SEED</c> which is the
/// first, <c>AKKACOMMERCE_TRACE</c> prints what happens in that one.
/// </summary>
[Trait("Category", "Simulator")]
public sealed class ShopSimulatorTests(ITestOutputHelper output)
{
    private static readonly int Seeds = Number("AKKACOMMERCE_SEEDS", 500);
    private static readonly int First = Number("AKKACOMMERCE_FIRST_SEED", 1);

    [Fact]
    public void No_schedule_of_faults_loses_doubles_or_changes_an_event()
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
        new ShopSimulator(First, trace: first.Add).Run();
        new ShopSimulator(First, trace: second.Add).Run();
        if (Environment.GetEnvironmentVariable("AKKACOMMERCE_TRACE") is not null) first.ForEach(output.WriteLine);
        second.ShouldBe(first);
    }

    [Theory]
    [MemberData(nameof(Mutants))]
    public void A_broken_rule_is_caught(string name, int within)
    {
        var (faults, broken, shop) = Mutant(name);
        for (var seed = 1; seed <= within; seed++)
        {
            if (Run(seed, faults, broken, shop) is not { } failure) continue;
            output.WriteLine($"{name}: seed {seed}: {failure}");
            return;
        }
        Assert.Fail($"{name} is not caught by {within} seeds.");
    }

    public static TheoryData<string, int> Mutants => new()
    {
        { nameof(ShopMutation.From), 500 },
        { nameof(ShopMutation.Cut), 2000 },
        { nameof(ShopMutation.LookBack), 500 },
        { nameof(ShopMutation.LostDue), 500 },
        { nameof(ShopMutation.MarkAt), 2000 },
        { nameof(ShopMutation.ForgetPending), 500 },
        { nameof(ProtocolMutation.Twice), 500 },
        { nameof(ProtocolMutation.Below), 500 },
        { nameof(ProtocolMutation.StaleWalked), 500 },
        { nameof(ProtocolMutation.SameSteps), 2000 },
        { nameof(ProtocolMutation.ListAlone), 2000 },
        { nameof(ProtocolMutation.Pipelined), 2000 },
        { nameof(ProtocolMutation.ConfirmedMark), 2000 },
        { nameof(ProtocolMutation.Unconfirmed), 2000 },
        { nameof(ProtocolMutation.Retake), 500 },
        { nameof(ProtocolMutation.Cursor), 500 },
        { nameof(ProtocolMutation.TrimmedList), 500 },
        { nameof(ProtocolMutation.BeforeMark), 500 },
        { nameof(ProtocolMutation.KeepReady), 500 },
        { nameof(ShopFault.UncommittedEnd), 500 },
        { nameof(ShopFault.NoFence), 500 },
        { nameof(ShopFault.Retired), 500 },
        { nameof(ShopFault.ValidEqual), 500 },
        { nameof(ShopFault.ValidNoDue), 500 },
        { nameof(ShopFault.ConfirmUnasked), 2000 },
    };

    private static string? Run(int seed, ShopFault faults = ShopFault.None, ProtocolMutation broken = ProtocolMutation.None, ShopMutation shop = ShopMutation.None)
    {
        try
        {
            var failures = new ShopSimulator(seed, faults, broken, shop).Run();
            return failures.Count > 0 ? failures[0] : null;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or NullReferenceException or IndexOutOfRangeException or ArithmeticException)
        {
            return $"{e.GetType().Name}: {e.Message} {e.StackTrace?.Split('\n')[0]}";
        }
    }

    private static (ShopFault, ProtocolMutation, ShopMutation) Mutant(string name) =>
        Enum.TryParse<ShopMutation>(name, out var shop) ? (ShopFault.None, ProtocolMutation.None, shop)
        : name == nameof(ProtocolMutation.ConfirmedMark) ? (ShopFault.None, ProtocolMutation.ConfirmedMark | ProtocolMutation.Pipelined, ShopMutation.None)
        : Enum.TryParse<ProtocolMutation>(name, out var broken) ? (ShopFault.None, broken, ShopMutation.None)
        : (Enum.Parse<ShopFault>(name), ProtocolMutation.None, ShopMutation.None);

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
