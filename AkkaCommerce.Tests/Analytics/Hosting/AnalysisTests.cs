using Akka.Streams;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Memory;
using AkkaCommerce.Tests.Analytics.Storage;

namespace AkkaCommerce.Tests.Analytics.Hosting;

public sealed class AnalysisTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task The_final_windows_are_those_of_a_brute_force()
    {
        using var database = new TemporaryDatabase();
        await using var log = new MemoryEventLog(new MemoryLogOptions { Shards = 3 });
        var shop = new HandMadeShop(seed: 1, TimeSpan.FromMinutes(12), events: 2000);
        await using var node = await AnalysisNode.StartAsync(log, database, shop.Run);
        await shop.WriteAsync(log, node.System.Materializer(), TimeSpan.FromSeconds(7));

        await node.Watch.UntilFinalAsync(shop.Run.Until!.Value, new CancellationTokenSource(Patience).Token);

        node.Windows.FinalsAfter(Timestamp.Min).Select(SnapshotJson.Write).ShouldBe(shop.Finals());
    }

    [Fact]
    public async Task An_analysis_that_starts_again_goes_on_where_it_was()
    {
        using var database = new TemporaryDatabase();
        await using var log = new MemoryEventLog(new MemoryLogOptions { Shards = 3 });
        var shop = new HandMadeShop(seed: 2, TimeSpan.FromMinutes(12), events: 2000);
        var half = new HandMadeShop(seed: 2, TimeSpan.FromMinutes(12), events: 2000);
        var middle = HandMadeShop.From + TimeSpan.FromMinutes(6);
        await using (var node = await AnalysisNode.StartAsync(log, database, shop.Run))
        {
            await half.WriteAsync(log, node.System.Materializer(), TimeSpan.FromSeconds(7), through: middle);
            await node.Watch.UntilFinalAsync(middle - TimeSpan.FromSeconds(20), new CancellationTokenSource(Patience).Token);
        }

        await using (var node = await AnalysisNode.StartAsync(log, database, shop.Run))
        {
            await shop.WriteAsync(log, node.System.Materializer(), TimeSpan.FromSeconds(7), from: middle);
            await node.Watch.UntilFinalAsync(shop.Run.Until!.Value, new CancellationTokenSource(Patience).Token);

            node.Windows.FinalsAfter(Timestamp.Min).Select(SnapshotJson.Write).ShouldBe(shop.Finals());
        }
    }

    [Fact]
    public async Task The_live_window_shows_every_event_that_is_written()
    {
        using var database = new TemporaryDatabase();
        await using var log = new MemoryEventLog(new MemoryLogOptions { Shards = 3 });
        var shop = new HandMadeShop(seed: 4, TimeSpan.FromSeconds(245), events: 500);
        await using var node = await AnalysisNode.StartAsync(log, database, shop.Run with { Until = null });

        await shop.WriteAsync(log, node.System.Materializer(), TimeSpan.FromSeconds(7));

        var cancel = new CancellationTokenSource(Patience).Token;
        while (node.Windows.Live()?.Events.Total != shop.Events.Count) await Task.Delay(20, cancel);
        SnapshotJson.Write(node.Windows.Live()!).ShouldBe(SnapshotJson.Write(shop.WindowOf(HandMadeShop.From + TimeSpan.FromSeconds(250)) with { Final = false }));
    }
}
