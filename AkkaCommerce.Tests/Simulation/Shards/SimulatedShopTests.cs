using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Simulation.Shards;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Tests.Simulation.Shards;

public sealed class SimulatedShopTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_writes_the_events_of_the_straight_function_in_order_of_time(bool imperfect)
    {
        var shop = Shops.Of(seed: 31, shoppers: 50, imperfections: imperfect ? Shops.Imperfect : null);
        var until = Shops.Noon.Plus(50);
        var lines = Encoding.UTF8.GetString(await Write(shop, until)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        var want = Enumerable.Range(0, 50).SelectMany(user => StraightShop.Of(shop, user, Shops.Campaigns, until)).Where(e => e.Kind <= EmissionKind.Duplicate).ToList();
        lines.Order(StringComparer.Ordinal).ShouldBe(want.Select(e => e.Content).Order(StringComparer.Ordinal));
        if (!imperfect) lines.Select(line => line[line.IndexOf("\"timestamp\"", StringComparison.Ordinal)..]).ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal);
    }

    [Fact]
    public async Task The_first_100_000_events_are_these_on_every_machine()
    {
        var bytes = await Write(Shops.Of(seed: 1, shoppers: 10_000, visits: 8), Shops.Noon.Plus(240), CampaignList.None);
        var end = 0;
        for (var line = 0; line < 100_000; line++) end += bytes.AsSpan(end).IndexOf((byte)'\n') + 1;
        Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(0, end))).ShouldBe("9c4c423990c3e44a5f9cde33c74f8dd9e903065897643c2be41acf02c69513bb");
    }

    [Fact]
    public async Task It_can_be_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var shop = new SimulatedShop(Shops.Of(), CampaignList.None);
        await Should.ThrowAsync<OperationCanceledException>(() => shop.WriteAsync(PipeWriter.Create(Stream.Null), Shops.Noon.Plus(9), cancelled.Token));
    }

    private static async Task<byte[]> Write(Shop shop, Timestamp until, CampaignList? campaigns = null)
    {
        var stream = new MemoryStream();
        var writer = PipeWriter.Create(stream);
        var totals = await new SimulatedShop(shop, campaigns ?? Shops.Campaigns).WriteAsync(writer, until, CancellationToken.None);
        await writer.CompleteAsync();
        totals.Bytes.ShouldBe(stream.ToArray().Length);
        return stream.ToArray();
    }
}
