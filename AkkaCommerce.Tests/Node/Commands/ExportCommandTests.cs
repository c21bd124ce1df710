using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Tests.Node.Commands;

public sealed class ExportCommandTests
{
    [Fact]
    public async Task Every_event_is_written_once_and_within_its_shard_and_topic_in_order()
    {
        await using var shop = await ShopFolder.CreateAsync();

        var told = await shop.RunAsync("export", "ecommerce-pageviews", "purchases");

        told.Code.ShouldBe(0);
        var expected = shop.Shop.Events.Where(e => e.Type is EventType.PageView or EventType.Purchase or EventType.Refund).ToList();
        told.Lines.Length.ShouldBe(expected.Count);
        foreach (var type in (EventType[])[EventType.PageView, EventType.Purchase])
        {
            var ids = expected.Where(e => e.Type == type).OrderBy(e => Partitioner.ShardOf(e.User, ShopFolder.Shards)).Select(e => shop.Shop.IdOf(e).ToString());
            told.Lines.Where(line => line.Contains(type == EventType.Purchase ? "\"purchase\"" : "\"page_view\"")).Select(IdOf).ShouldBe(ids);
        }
    }

    [Fact]
    public async Task A_file_holds_the_same_bytes_as_standard_output()
    {
        await using var shop = await ShopFolder.CreateAsync();
        var path = Path.Combine(shop.Path, "events.ndjson");

        var told = await shop.RunAsync("export", "--out", path);

        told.ShouldBe(new Told(0, "", ""));
        var lines = await File.ReadAllTextAsync(path);
        lines.ShouldBe((await shop.RunAsync("export")).Output);
        lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(shop.Shop.Events.Count);
    }

    [Theory]
    [InlineData("export")]
    [InlineData("export", "--follow", "--from-beginning")]
    public async Task A_reader_that_goes_is_a_good_end(params string[] arguments)
    {
        await using var shop = await ShopFolder.CreateAsync();

        (await Program.RunAsync([.. arguments, "--data", shop.Path], new ClosedAfter(100))).ShouldBe(new Told(0, "", ""));
    }

    [Theory]
    [InlineData("ecommerce-purchase", "; did you mean 'ecommerce-purchases'?")]
    [InlineData("purchase", "; did you mean 'purchases'?")]
    [InlineData("orders-of-today", "")]
    public async Task A_topic_that_is_none_is_bad_usage_with_those_there_are_and_a_suggestion(string topic, string suggestion)
    {
        await using var shop = await ShopFolder.CreateAsync();

        (await shop.RunAsync("export", topic)).ShouldBe(new Told(2, "",
            $"akkacommerce: TOPIC: '{topic}' is none of ecommerce-pageviews, ecommerce-cart-events, ecommerce-purchases, ecommerce-sessions, "
            + $"ecommerce-progress, ecommerce-truth, with or without 'ecommerce-'{suggestion}\n"));
    }

    private static string IdOf(string line) => line[(line.IndexOf("\"event_id\":\"", StringComparison.Ordinal) + 12)..][..36];

    /// <summary>A pipe whose reader goes away.</summary>
    private sealed class ClosedAfter(int bytes) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (Length > bytes) throw new IOException("Broken pipe", 32);
            base.Write(buffer[..Math.Min(buffer.Length, bytes + 1)]);
        }

        public override void Flush()
        {
            if (Length > bytes) throw new IOException("Broken pipe", 32);
        }
    }
}
