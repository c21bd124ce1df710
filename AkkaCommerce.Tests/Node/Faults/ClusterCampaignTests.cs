using System.Runtime.CompilerServices;
using System.Text.Json;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Simulation.Shoppers;
using AkkaCommerce.Tests.Ingestion.Kafka;
using AkkaCommerce.Tests.Ingestion.Sql;
using AkkaCommerce.Tests.Node.Processes;

namespace AkkaCommerce.Tests.Node.Faults;

/// <summary>What is asked for beside a cluster of three, by commands that know its log and its database and none of its nodes.</summary>
[Trait("Category", "Faults")]
[Collection(nameof(Alone))]
public sealed class ClusterCampaignTests
{
    private const string Category = "books";

    private static readonly Timestamp From = new(UndisturbedRun.From);

    private static readonly string[] Shop = ["--from", "2025-09-07T12:00:00Z", "--shoppers", "5000", "--shards", $"{UndisturbedRun.Shards}"];

    private static readonly SimulationRun Run = new() { Seed = 1, Shoppers = 5000, Products = 125, VisitsPerDay = 8, From = From, Zone = TimeSpan.Zero };

    [ClusterCommandFact]
    public async Task Campaigns_are_taken_up_once_and_are_the_same_though_the_clock_s_node_is_killed_in_the_midst_of_one()
    {
        // A campaign is dated as far ahead as a clock's mark may be: ten to fifteen seconds of the wall clock, each time.
        var length = TimeSpan.FromMinutes(90);
        using var cluster = new FaultyCluster(["--speed", "120", "--until", "+90m", .. Shop]);
        var nodes = Task.WhenAll(Enumerable.Range(0, FaultyCluster.Nodes).Select(cluster.KeepAsync));
        await cluster.BeyondAsync(UndisturbedRun.Shards, UndisturbedRun.From + 10_000);

        (await cluster.RunAsync("campaign", "--category", Category, "--lift", "2.0", "--for", "10m")).Output.ShouldContain("holds for visits that start after");
        var lift = AskedCampaigns.Of(await cluster.RunAsync("campaigns", "--json")).ShouldHaveSingleItem();
        var oldest = await cluster.OldestAsync();
        await cluster.BeyondAsync(UndisturbedRun.Shards, (lift.After + TimeSpan.FromMinutes(1)).Milliseconds);
        cluster[oldest].Kill();
        (await cluster.ClosedAsync())!.Max().ShouldBeLessThan((lift.After + lift.Length).Milliseconds, "it was to be killed in the midst of the campaign");
        // There is no clock for some seconds: it says that it holds, or that it waits.
        (await cluster.RunAsync("close-shop", "--for", "10m")).ShouldSucceed();
        await nodes;

        var said = string.Join('\n', cluster.Ended);
        cluster.Ended.Count.ShouldBe(1, said);
        var verified = await cluster.RunAsync("verify");
        verified.Code.ShouldBe(0, $"{verified}\n{said}");
        var asked = AskedCampaigns.Of(await cluster.RunAsync("campaigns", "--json"));
        asked.Select(campaign => (campaign.Kind, campaign.Length, campaign.Category, campaign.Lift)).ShouldBe(
            [(CampaignKind.Lift, TimeSpan.FromMinutes(10), Category, 2), (CampaignKind.CloseShop, TimeSpan.FromMinutes(10), null, 1)]);
        asked[0].ShouldBe(lift);
        string[] events = [.. (await cluster.RunAsync("export")).Lines.Order(StringComparer.Ordinal)];
        var (expected, without) = (await AskedCampaigns.EventsAsync(Run, length, asked), await AskedCampaigns.EventsAsync(Run, length));
        events.AsEnumerable().SequenceEqual(expected).ShouldBeTrue(said);
        Shows(events, without, lift, closed: asked[1]);
    }

    [ClusterCommandFact]
    public async Task Retired_it_writes_nothing_any_more_whatever_node_goes_and_comes_back()
    {
        using var cluster = new FaultyCluster(["--speed", "60", .. Shop]);
        var nodes = Task.WhenAll(Enumerable.Range(0, FaultyCluster.Nodes).Select(cluster.KeepAsync));
        await cluster.BeyondAsync(UndisturbedRun.Shards, UndisturbedRun.From + 60_000);

        (await cluster.RunAsync("retire")).Output.ShouldContain("is retired: it writes nothing any more");
        var written = await WrittenAsync();
        var oldest = await cluster.OldestAsync();
        cluster[oldest].Kill();
        await cluster.ReplacedAsync(oldest);
        var refused = await cluster.RunAsync("close-shop");
        refused.Code.ShouldBe(1, refused.ToString());
        refused.Error.ShouldContain("was ended for good ('akkacommerce retire'): nothing starts there any more");
        (await cluster.RunAsync("run", "--roles", "simulation")).Error.ShouldContain("was ended for good ('akkacommerce retire'): there is nothing left to simulate");
        cluster.Stop();
        await nodes;

        (await cluster.RunAsync("run", "--roles", "analytics", "--until-idle")).ShouldSucceed();
        var verified = await cluster.RunAsync("verify");
        verified.Code.ShouldBe(0, $"{verified}\n{string.Join('\n', cluster.Ended)}");
        written.Length.ShouldBeGreaterThan(300);
        (await WrittenAsync()).AsEnumerable().SequenceEqual(written).ShouldBeTrue();
        var endless = await AskedCampaigns.EventsAsync(Run, TimeSpan.FromHours(2));
        written.Except(endless).ShouldBeEmpty();

        async Task<string[]> WrittenAsync() => [.. (await cluster.RunAsync("export")).Lines.Order(StringComparer.Ordinal)];
    }

    /// <summary>More is seen of the category by those who come while it is lifted and the shop is open, and nobody comes while it is closed.</summary>
    private static void Shows(string[] events, string[] without, Campaign lift, Campaign closed)
    {
        var (lifted, usual) = (ViewsOf(events), ViewsOf(without));
        usual.ShouldBeGreaterThan(50);
        lifted.ShouldBeGreaterThan(usual * 5 / 4);
        Starts(events).Count(start => closed.Holds(start.Time)).ShouldBe(0);
        Starts(without).Count(start => closed.Holds(start.Time)).ShouldBeGreaterThan(50);
        Starts(events).Count(start => start.Time > closed.After + closed.Length).ShouldBeGreaterThan(50);

        int ViewsOf(string[] lines)
        {
            var visits = Starts(lines).Where(start => lift.Holds(start.Time) && start.Time <= closed.After).Select(start => start.Visit).ToHashSet();
            return lines.Count(line => line.Contains("\"page_view\"", StringComparison.Ordinal) && line.Contains($"\"product_category\":\"{Category}\"", StringComparison.Ordinal)
                && visits.Contains(Text(line, "session_id")));
        }
    }

    private static (string Visit, Timestamp Time)[] Starts(string[] lines) =>
    [
        .. lines.Where(line => line.Contains("\"session_start\"", StringComparison.Ordinal))
            .Select(line => (Text(line, "session_id"), Timestamp.From(JsonDocument.Parse(line).RootElement.GetProperty("timestamp").GetDateTimeOffset()))),
    ];

    private static string Text(string line, string property) => JsonDocument.Parse(line).RootElement.GetProperty(property).GetString()!;

    /// <summary>A fact about a cluster whose nodes are killed, and nothing else.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class ClusterCommandFactAttribute([CallerMemberName] string name = "") : FactUnlessAttribute(TestKafka.Missing ?? TestPostgres.Missing, name);
}
