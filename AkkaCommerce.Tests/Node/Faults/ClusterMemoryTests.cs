using System.Globalization;
using System.Runtime.CompilerServices;
using AkkaCommerce.Tests.Node.Processes;
using Xunit.Abstractions;

namespace AkkaCommerce.Tests.Node.Faults;

/// <summary>One cluster through many rounds of faults that two of its nodes live through: these need no more memory in the last than they did in the second.</summary>
[Trait("Category", "Faults")]
[Collection(nameof(Alone))]
public sealed class ClusterMemoryTests(ITestOutputHelper output)
{
    /// <summary>How many rounds; by hand only, for each takes a minute or more.</summary>
    public const string RoundsVariable = "AKKACOMMERCE_TEST_CLUSTER_ROUNDS";

    /// <summary>The one that is killed; it is not the oldest, and the other two are a majority.</summary>
    private const int Mortal = FaultyCluster.Nodes - 1;

    /// <summary>By which garbage not yet collected may differ.</summary>
    private const double MostGrowth = 1.25;

    private static readonly string[] Faults = ["broker-killed", "acknowledgements-cut", "postgres-restarted"];

    [ClusterRoundsFact]
    public async Task Nodes_that_live_through_many_rounds_do_not_grow()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable(RoundsVariable)!, CultureInfo.InvariantCulture);
        using var cluster = new FaultyCluster(["--speed", "240", "--from", "2025-09-07T12:00:00Z", "--shoppers", "5000", "--shards", $"{UndisturbedRun.Shards}"], FaultyCluster.Patience * rounds);
        var nodes = Task.WhenAll(Enumerable.Range(0, FaultyCluster.Nodes).Select(cluster.KeepAsync));
        await cluster.BeyondAsync(UndisturbedRun.Shards, UndisturbedRun.From + 60_000);
        var immortal = Enumerable.Range(0, Mortal).Select(node => cluster[node]).ToArray();
        var peaks = new List<long[]>();
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var node in immortal) node.ForgetPeakMemory();
            await GoesOnAsync(cluster, () => Task.Run(cluster[Mortal].Kill));
            foreach (var fault in ClusterFault.All.Where(fault => Faults.Contains(fault.Name)))
                await GoesOnAsync(cluster, () => fault.Act(cluster, Random.Shared));
            peaks.Add([.. immortal.Select(node => node.PeakMemory)]);
            var line = string.Create(CultureInfo.InvariantCulture, $"fault round {round}: {string.Join(", ", peaks[^1].Select(peak => $"{peak / 1e6:0}"))} MB at most, {cluster.Ended.Count} nodes ended so far");
            output.WriteLine(line);
            Console.WriteLine(line);
        }
        cluster.Stop();
        await nodes;

        var said = string.Join('\n', cluster.Ended);
        (await cluster.RunAsync("run", "--roles", "analytics", "--until-idle")).Code.ShouldBe(0, said);
        var verified = await cluster.RunAsync("verify");
        verified.Code.ShouldBe(0, $"{verified}\n{said}");
        for (var node = 0; node < Mortal; node++) ((double)peaks[^1][node] / peaks[Math.Min(1, rounds - 1)][node]).ShouldBeLessThan(MostGrowth, said);
    }

    private static async Task GoesOnAsync(FaultyCluster cluster, Func<Task> fault)
    {
        var reached = (await cluster.ClosedAsync() ?? []).Max();
        await fault();
        await cluster.BeyondAsync(UndisturbedRun.Shards, reached);
    }

    /// <summary>A fact about rounds that somebody asks for.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class ClusterRoundsFactAttribute([CallerMemberName] string name = "") : FactUnlessAttribute(
        Environment.GetEnvironmentVariable(RoundsVariable) is { Length: > 0 } ? ClusterFaultTheoryAttribute.Missing : $"by hand: {RoundsVariable} says how many rounds, of two or more", name);
}
