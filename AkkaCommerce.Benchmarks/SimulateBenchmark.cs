using System.IO.Pipelines;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Simulation.Shards;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Benchmarks;

/// <summary>The core of the simulation on one thread, full JSON, without actors.</summary>
internal sealed class SimulateBenchmark : IBenchmark
{
    private static readonly Timestamp From = SimulationNode.RunOf(1).From;

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
            new Figure("allocation an event, shard batches", AllocatedAnEvent(), "B", 0, MoreIsBetter: false),
        ];
    }

    private static Shop Of(int shoppers) => new(SimulationNode.RunOf(shoppers));

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
                for (var shard = 0; shard < 8; shard++) events += new StraightShard(shop, shard, 8).RunTo(From + span);
            });
            return events / seconds;
        });
    }

    private static double Rebuild(int shoppers)
    {
        var shard = new ShardSimulation(Of(shoppers), 0, 1, TimeSpan.FromSeconds(10));
        return Measure.Median(3, () => Measure.Seconds(() => shard.Rebuild(From + TimeSpan.FromHours(9), CampaignList.None)));
    }

    private static double AllocatedAnEvent()
    {
        var shard = new StraightShard(Of(10_000), 0, 1);
        shard.RunTo(From + TimeSpan.FromHours(48));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var events = shard.RunTo(From + TimeSpan.FromHours(52));
        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / events;
    }
}
