using System.IO.Pipelines;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Simulation.Shards;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Benchmarks;

/// <summary>The core of the simulation on one thread, full JSON, without actors.</summary>
internal sealed class SimulateBenchmark : IBenchmark
{
    private static readonly Timestamp From = new(1_757_246_400_000);

    public string Name => "simulate";

    public string About => "the shop's core on one thread: full JSON, into shard batches and into nothing; rebuilding a million shoppers";

    public IReadOnlyList<Figure> Run(double scale)
    {
        var many = Math.Max(1000, (int)(1_000_000 * scale));
        return
        [
            new Figure("simulate, 10,000 shoppers", Stream(10_000, TimeSpan.FromHours(24 * scale)), "events/s", 1_000_000),
            new Figure($"simulate, {many:N0} shoppers", Stream(many, TimeSpan.FromHours(1)), "events/s", 1_000_000),
            new Figure("shard batches of 8 shards, 10,000 shoppers", Batches(10_000, TimeSpan.FromHours(24 * scale)), "events/s", 1_000_000),
            new Figure($"rebuild of {many:N0} shoppers", Rebuild(many), "s", 2, MoreIsBetter: false),
            new Figure("a shopper away", BytesAway(many), "B", 32, MoreIsBetter: false),
            new Figure("allocation an event, shard batches", AllocatedAnEvent(), "B", 0, MoreIsBetter: false),
        ];
    }

    private static Shop Of(int shoppers) => new(
        new SimulationRun { Seed = 1, Shoppers = shoppers, Products = 125, VisitsPerDay = 8, From = From, Zone = TimeSpan.Zero });

    private static double Stream(int shoppers, TimeSpan span)
    {
        var shop = Of(shoppers);
        return Measure.Median(3, () =>
        {
            var output = PipeWriter.Create(System.IO.Stream.Null, new StreamPipeWriterOptions(minimumBufferSize: 1 << 20));
            var simulated = new SimulatedShop(shop, CampaignList.None);
            var totals = default(SimulatedTotals);
            var seconds = Measure.Seconds(() => totals = simulated.WriteAsync(output, From + span, CancellationToken.None).GetAwaiter().GetResult());
            return totals.Events / seconds;
        });
    }

    private static double Batches(int shoppers, TimeSpan span)
    {
        var shop = Of(shoppers);
        return Measure.Median(3, () =>
        {
            var events = 0L;
            var seconds = Measure.Seconds(() =>
            {
                for (var shard = 0; shard < 8; shard++) events += RunShard(shop, new ShardSimulation(shop, shard, 8, TimeSpan.FromSeconds(10)), From + span);
            });
            return events / seconds;
        });
    }

    private static long RunShard(Shop shop, ShardSimulation shard, Timestamp until, Shopper?[]? known = null)
    {
        var shoppers = known ?? new Shopper?[shop.Run.Shoppers];
        if (shard.At == default) shard.Rebuild(From, CampaignList.None);
        var (events, number) = (0L, 0L);
        while (shard.Plan(until, out var step))
        {
            foreach (var user in shard.Due)
            {
                var shopper = shoppers[user] ??= new Shopper(shop, user);
                if (!shopper.Holds(step.From)) shopper.Rebuild(step.From, CampaignList.None);
                var buffer = EventBuffer.Rent();
                while (shopper.Walk(step.To, CampaignList.None, buffer)) { }
                events += buffer.Count;
                shard.Accept(user, buffer, shopper.NextDue);
            }
            shard.Complete(number++).Dispose();
        }
        return events;
    }

    private static double Rebuild(int shoppers)
    {
        var shard = new ShardSimulation(Of(shoppers), 0, 1, TimeSpan.FromSeconds(10));
        return Measure.Median(3, () => Measure.Seconds(() => shard.Rebuild(From + TimeSpan.FromHours(9), CampaignList.None)));
    }

    private static double BytesAway(int shoppers)
    {
        var shop = Of(shoppers);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var shards = Enumerable.Range(0, 8).Select(i => new ShardSimulation(shop, i, 8, TimeSpan.FromSeconds(10))).ToArray();
        foreach (var shard in shards) shard.Rebuild(From, CampaignList.None);
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(shards);
        return (double)bytes / shoppers;
    }

    private static double AllocatedAnEvent()
    {
        var shop = Of(10_000);
        var shard = new ShardSimulation(shop, 0, 1, TimeSpan.FromSeconds(10));
        var shoppers = new Shopper?[10_000];
        RunShard(shop, shard, From + TimeSpan.FromHours(12), shoppers);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var events = RunShard(shop, shard, From + TimeSpan.FromHours(16), shoppers);
        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / events;
    }
}
