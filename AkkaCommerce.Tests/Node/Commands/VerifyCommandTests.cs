using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Node.Commands;
using AkkaCommerce.Simulation.Shards;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Tests.Node.Commands;

public sealed class VerifyCommandTests
{
    [Fact]
    public async Task Before_any_analysis_one_line_says_so()
    {
        await using var shop = await ShopFolder.CreateAsync();

        (await shop.RunAsync("verify")).ShouldBe(new Told(1, "", "akkacommerce: nothing is analysed yet: start 'akkacommerce run'\n"));
    }

    [Fact]
    public async Task The_events_expected_of_all_shards_are_those_that_simulate_writes()
    {
        var from = Timestamp.From(new DateTimeOffset(2025, 9, 7, 12, 0, 0, TimeSpan.Zero));
        var run = new SimulationRun { Seed = 3, Shoppers = 300, Products = 20, VisitsPerDay = 20, From = from, Zone = TimeSpan.Zero, Until = from + TimeSpan.FromHours(1) };
        var shop = new Shop(run);
        var bytes = new MemoryStream();
        var pipe = System.IO.Pipelines.PipeWriter.Create(bytes);
        await new SimulatedShop(shop, CampaignList.None).WriteAsync(pipe, run.Until.Value, default);
        await pipe.CompleteAsync();
        var (start, end) = (from + TimeSpan.FromMinutes(31), from + TimeSpan.FromMinutes(33));
        var reader = new EventReader();
        var simulated = new List<string>();
        foreach (var line in System.Text.Encoding.UTF8.GetString(bytes.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var record = System.Text.Encoding.UTF8.GetBytes(line);
            foreach (var topic in (Topic[])[Topic.PageViews, Topic.CartEvents, Topic.Purchases, Topic.Sessions])
                if (reader.Read(record, topic, out var view) && view.Time >= start && view.Time < end && view.TryGetId(out var id))
                    simulated.Add($"{id} {view.Type}");
        }

        var expected = new ExpectedEvents(shop, 3, TimeSpan.FromSeconds(10), CampaignList.None);
        var ids = Enumerable.Range(0, 3).SelectMany(shard => expected.Of(shard, start, end)).Select(e => $"{e.Id} {e.Type}");

        simulated.ShouldNotBeEmpty();
        ids.Order().ShouldBe(simulated.Order());
    }
}
