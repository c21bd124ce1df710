using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Runs;

namespace AkkaCommerce.Tests.Node.Processes;

/// <summary>Campaigns asked for beside a shop, and replayed.</summary>
[Trait("Category", "System")]
[Collection(nameof(Alone))]
public sealed class CampaignTests : IDisposable
{
    private static readonly Timestamp Noon = Timestamp.From(new DateTimeOffset(2025, 9, 7, 12, 0, 0, TimeSpan.Zero));

    private static readonly SimulationRun Run = new() { Seed = 1, Shoppers = 1000, Products = 125, VisitsPerDay = 8, From = Noon, Zone = TimeSpan.Zero };

    private static readonly string[] TwoHours = ["--from", "2025-09-07T12:00:00Z", "--until", "+2h", "--shoppers", "1000", "--shards", "2"];

    private readonly string _folder = Directory.CreateTempSubdirectory("akkacommerce-campaign-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Asked_for_beside_a_running_shop_they_hold_from_a_moment_on_and_are_the_same_after_a_crash()
    {
        using (var program = ProgramProcess.Start(_folder, ["run", "--speed", "60", .. TwoHours]))
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            while ((await RunAsync("snapshot")).Code != 0) await Task.Delay(100, patience.Token);

            (await RunAsync("campaign", "--category", "books", "--lift", "5", "--for", "30m")).Output.ShouldMatch(@"^campaign 1 \(books lifted 5 times for 30 min 0 s\) holds for visits that start after 2025-09-07T1\S+Z, up to 2025-09-07T1\S+Z\n$");
            (await RunAsync("close-shop", "--for", "5m")).Output.ShouldMatch(@"^campaign 2 \(the shop closed for 5 min 0 s\) holds for visits that start after ");
            program.Kill();
            await program.EndAsync();
        }
        (await RunAsync("campaign", "--lift", "2", "--for", "10m")).Output.ShouldContain("waits: no shop has taken it up");
        (await RunAsync("run", "--speed", "600")).ShouldSucceed();

        var asked = AskedCampaigns.Of(await RunAsync("campaigns", "--json"));
        asked.Select(campaign => campaign.Id).ShouldBe([1, 2, 3]);
        (await RunAsync("verify")).ShouldSucceed();
        string[] events = [.. (await RunAsync("export")).Lines.Order(StringComparer.Ordinal)];
        events.ShouldBe(await AskedCampaigns.EventsAsync(Run, TimeSpan.FromHours(2), asked));
        events.ShouldNotBe(await AskedCampaigns.EventsAsync(Run, TimeSpan.FromHours(2)));
    }

    private Task<ProgramResult> RunAsync(params string[] arguments) => ProgramProcess.RunAsync(_folder, arguments);
}
