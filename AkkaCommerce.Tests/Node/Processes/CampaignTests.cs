using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Simulation.Shards;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Tests.Node.Processes;

/// <summary>Campaigns asked for beside a shop, and replayed.</summary>
[Trait("Category", "System")]
[Collection(nameof(Alone))]
public sealed class CampaignTests : IDisposable
{
    private static readonly Timestamp Noon = Timestamp.From(new DateTimeOffset(2025, 9, 7, 12, 0, 0, TimeSpan.Zero));

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

        var asked = await AskedAsync();
        asked.Select(campaign => campaign.Id).ShouldBe([1, 2, 3]);
        (await RunAsync("verify")).ShouldSucceed();
        Sorted((await RunAsync("export")).Lines).ShouldBe(Sorted(await SimulatedAsync(new CampaignList(0, asked))));
        Sorted((await RunAsync("export")).Lines).ShouldNotBe(Sorted(await SimulatedAsync(CampaignList.None)));
    }

    private Task<ProgramResult> RunAsync(params string[] arguments) => ProgramProcess.RunAsync(_folder, arguments);

    private async Task<Campaign[]> AskedAsync()
    {
        var told = await RunAsync("campaigns", "--json");
        told.ShouldSucceed();
        return [.. JsonDocument.Parse(told.Output).RootElement.EnumerateArray().Select(campaign => new Campaign
        {
            Id = campaign.GetProperty("id").GetInt64(),
            Kind = campaign.GetProperty("kind").GetString() == "lift" ? CampaignKind.Lift : CampaignKind.CloseShop,
            After = Timestamp.From(campaign.GetProperty("after").GetDateTimeOffset()),
            Length = TimeSpan.FromSeconds(campaign.GetProperty("seconds").GetInt64()),
            Category = campaign.GetProperty("category").GetString(),
            Lift = campaign.GetProperty("lift").ValueKind == JsonValueKind.Number ? campaign.GetProperty("lift").GetDouble() : 1,
        })];
    }

    private static async Task<string[]> SimulatedAsync(CampaignList campaigns)
    {
        var run = new SimulationRun { Seed = 1, Shoppers = 1000, Products = 125, VisitsPerDay = 8, From = Noon, Zone = TimeSpan.Zero };
        var bytes = new MemoryStream();
        var pipe = PipeWriter.Create(bytes);
        await new SimulatedShop(new Shop(run), campaigns).WriteAsync(pipe, Noon + TimeSpan.FromHours(2), default);
        await pipe.CompleteAsync();
        return Encoding.UTF8.GetString(bytes.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string[] Sorted(string[] lines) => [.. lines.Order(StringComparer.Ordinal)];
}
