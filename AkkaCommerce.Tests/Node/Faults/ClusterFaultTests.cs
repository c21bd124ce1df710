using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using AkkaCommerce.Tests.Ingestion.Kafka;
using AkkaCommerce.Tests.Ingestion.Sql;
using AkkaCommerce.Tests.Node.Processes;
using Xunit.Abstractions;

namespace AkkaCommerce.Tests.Node.Faults;

/// <summary>
/// A cluster of three at work, and a fault in the midst of it: then it finishes, and its events and windows are those of a run that nothing happened to. One
/// round of the usual faults; where <see cref="AskedFaults.RoundsVariable"/> is set, so many of all.
/// </summary>
[Trait("Category", "Faults")]
[Collection(nameof(Alone))]
public sealed class ClusterFaultTests(ITestOutputHelper output, UndisturbedRun undisturbed) : IClassFixture<UndisturbedRun>
{
    /// <summary>Of a node, in bytes, whatever happens.</summary>
    private const long MostMemory = 600_000_000;

    [ClusterFaultTheory]
    [FaultsHere]
    [FaultsMissing]
    public async Task Whatever_fails_the_shop_is_that_of_an_undisturbed_run(string fault)
    {
        for (var round = 1; round <= (AskedFaults.Rounds ?? 1); round++) await RoundAsync(ClusterFault.All.Single(one => one.Name == fault), Random.Shared.Next());
    }

    private async Task RoundAsync(ClusterFault fault, int seed)
    {
        var (random, began) = (new Random(seed), Stopwatch.GetTimestamp());
        using var cluster = new FaultyCluster(["--speed", "240", .. UndisturbedRun.Options]);
        fault.Prepare(cluster);
        var nodes = Task.WhenAll(Enumerable.Range(0, FaultyCluster.Nodes).Select(cluster.KeepAsync));
        await cluster.BeyondAsync(UndisturbedRun.Shards, UndisturbedRun.From + 60_000 * random.Next(10, 30));

        var reached = (await cluster.ClosedAsync() ?? []).Max();
        var fails = Stopwatch.GetTimestamp();
        await fault.Act(cluster, random);
        await cluster.BeyondAsync(UndisturbedRun.Shards, reached);
        var progress = Stopwatch.GetElapsedTime(fails);
        await nodes;

        var said = $"{fault} (seed {seed}), nodes that ended: {cluster.Ended.Count}\n{string.Join('\n', cluster.Ended)}";
        var verified = await cluster.RunAsync("verify");
        verified.Code.ShouldBe(0, $"{verified}\n{said}");
        (await cluster.RunAsync("run", "--roles", "analytics", "--until-idle")).Code.ShouldBe(0, said);
        (await cluster.LastAnalystsClaimedAsync()).ShouldBe(Enumerable.Repeat(true, UndisturbedRun.Shards), said);
        (await cluster.RunAsync("topics", "--json")).Output.Split("\"lag\":").Skip(1).ShouldAllBe(lag => lag.StartsWith('0'), said);
        var events = (await cluster.RunAsync("export")).Lines;
        if (fault == ClusterFault.Poisoned) events = [.. events.Where(line => !line.StartsWith(ClusterFault.Poison, StringComparison.Ordinal))];
        events.Order(StringComparer.Ordinal).SequenceEqual(undisturbed.Events).ShouldBeTrue(said);
        (await cluster.RunAsync("snapshot", "--all", "--json")).Output.ShouldBe(undisturbed.Windows, said);
        cluster.PeakMemory.ShouldBeLessThan(MostMemory, said);
        var line = string.Create(CultureInfo.InvariantCulture,
            $"fault {fault}: {events.Length} events, 0 lost, 0 doubled, 0 different, {progress.TotalSeconds:0.0} s to progress, {cluster.Ended.Count} nodes ended, {cluster.PeakMemory / 1e6:0} MB at most, {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s in all (seed {seed})");
        output.WriteLine(line);
        Console.WriteLine(line);
    }
}

/// <summary>What the run is without a fault.</summary>
public sealed class UndisturbedRun : IAsyncLifetime
{
    public const int Shards = 6;

    /// <summary>Where it begins, in milliseconds.</summary>
    public const long From = 1_757_246_400_000;

    public static readonly string[] Options = ["--from", "2025-09-07T12:00:00Z", "--until", "+90m", "--shoppers", "5000", "--shards", "6"];

    /// <summary>In order of their text.</summary>
    public IReadOnlyList<string> Events { get; private set; } = [];

    /// <summary>As <c>snapshot --all --json</c> has them.</summary>
    public string Windows { get; private set; } = "";

    public async Task InitializeAsync()
    {
        if (ClusterFaultTheoryAttribute.Missing is not null) return;
        var folder = Directory.CreateTempSubdirectory("akkacommerce-undisturbed-").FullName;
        (await ProgramProcess.RunAsync(folder, ["run", "--speed", "max", .. Options])).ShouldSucceed();
        Events = [.. (await ProgramProcess.RunAsync(folder, ["simulate", .. Options[..^2]])).Lines.Order(StringComparer.Ordinal)];
        Windows = (await ProgramProcess.RunAsync(folder, "snapshot", "--all", "--json")).Output;
        Directory.Delete(folder, recursive: true);
    }

    public Task DisposeAsync() => Task.CompletedTask;
}

/// <summary>A theory about a cluster whose parts fail.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ClusterFaultTheoryAttribute([CallerMemberName] string name = "") : TheoryUnlessAttribute(Missing, name)
{
    /// <summary>Why it is skipped; null: it runs.</summary>
    public static string? Missing => KafkaControl.Missing ?? PostgresControl.Missing;
}
