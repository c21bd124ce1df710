using System.Text.Json;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;

namespace AkkaCommerce.Tests.Node.Commands;

public sealed class TopicsCommandTests
{
    [Fact]
    public async Task Records_are_counted_by_topic_and_by_shard()
    {
        await using var shop = await ShopFolder.CreateAsync();
        await new ShardStore(await shop.Database()).WriteAsync(
            [new ShardStatus(1, shop.Shop.Run.From, shop.Shop.Run.From, "simulation", Positions.Start, 17, shop.Shop.Run.From)], default);

        var told = await shop.RunAsync("topics", "--json");

        told.Code.ShouldBe(0);
        told.Lines.Length.ShouldBe(1);
        var root = JsonDocument.Parse(told.Output).RootElement;
        foreach (var topic in (Topic[])[Topic.PageViews, Topic.CartEvents, Topic.Purchases, Topic.Sessions])
        {
            var told1 = root.GetProperty("topics")[(int)topic];
            told1.GetProperty("topic").GetString().ShouldBe(topic.Name());
            told1.GetProperty("records").GetInt64().ShouldBe(shop.Shop.Events.Count(e => Topics.Of(e.Type) == topic));
            told1.GetProperty("bytes").GetInt64().ShouldBeGreaterThan(0);
        }
        var shards = root.GetProperty("shards");
        shards.GetArrayLength().ShouldBe(2);
        shards[0].GetProperty("lag").ValueKind.ShouldBe(JsonValueKind.Null);
        shards[1].GetProperty("lag").GetInt64().ShouldBe(17);
        shards[1].GetProperty("held_by").GetString().ShouldBe("simulation");
        shards[1].GetProperty("closed_through").GetString().ShouldBe("2025-09-07T15:00:00Z");
    }

    [Fact]
    public async Task The_tables_name_every_topic_and_what_is_not_analysed()
    {
        await using var shop = await ShopFolder.CreateAsync();

        var told = await shop.RunAsync("topics");

        told.Code.ShouldBe(0);
        foreach (var topic in Enum.GetValues<Topic>()) told.Output.ShouldContain(topic.Name());
        told.Output.ShouldContain("not analysed");
    }
}
