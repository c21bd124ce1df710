using Akka.Actor;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Memory;
using AkkaCommerce.Simulation.Shards;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Benchmarks;

/// <summary>What a shopper costs: away, live, and made again from its number alone.</summary>
internal sealed class ShoppersBenchmark : IBenchmark
{
    private static readonly Timestamp From = SimulationNode.RunOf(1).From;

    public string Name => "shoppers";

    public string About => "memory of a shopper away, of a live entity, and of a node with a million of them; making one again, for nothing is handed over";

    public IReadOnlyList<Figure> Run(double scale)
    {
        var many = Math.Max(20_000, (int)(1_000_000 * scale));
        var live = Math.Max(1000, (int)(50_000 * scale));
        return
        [
            new Figure("a shopper away", BytesAway(many), "B", 32, MoreIsBetter: false),
            new Figure($"a live entity, of {live:N0}", BytesLiveAsync(live).GetAwaiter().GetResult(), "B", 2500, MoreIsBetter: false),
            new Figure("one made again by its number", MicrosecondsToRebuild(), "us"),
            new Figure($"the program's process with {many:N0} shoppers, {live:N0} live", MegabytesAsync(many, live).GetAwaiter().GetResult(), "MB", 400, MoreIsBetter: false),
        ];
    }

    private static double BytesAway(int shoppers)
    {
        var shop = new Shop(SimulationNode.RunOf(shoppers));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var shards = Enumerable.Range(0, 8).Select(i => new ShardSimulation(shop, i, 8, TimeSpan.FromSeconds(10))).ToArray();
        foreach (var shard in shards) shard.Rebuild(From, CampaignList.None);
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(shards);
        return (double)bytes / shoppers;
    }

    /// <summary>Entities of the real region, each of which has walked once; the writer's note of it comes on top, about 40 B.</summary>
    private static async Task<double> BytesLiveAsync(int shoppers)
    {
        await using var log = new MemoryEventLog();
        await using var node = await SimulationNode.StartAsync(log, shoppers, tables: new EndlessRun(retires: true));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await node.System.ActorOf(Props.Create(() => new Waker(node.Region, shoppers))).Ask<Woken>(new Wake());
        return (double)(GC.GetTotalMemory(forceFullCollection: true) - before) / shoppers;
    }

    private static double MicrosecondsToRebuild()
    {
        const int Shoppers = 20_000;
        var shop = new Shop(SimulationNode.RunOf(Shoppers));
        return Measure.Median(5, () => Measure.Seconds(() =>
        {
            for (var user = 0; user < Shoppers; user++) new Shopper(shop, user).Rebuild(From + TimeSpan.FromHours(20), CampaignList.None);
        }) * 1e6 / Shoppers);
    }

    /// <summary>Backfills until more shoppers than may live have come, then looks at the process some seconds later.</summary>
    private static async Task<double> MegabytesAsync(int shoppers, int live)
    {
        using var folder = new TemporaryFolder();
        using var program = new BuiltProgram(folder.Path, "--shoppers", $"{shoppers}", "--live-shoppers", $"{live}", "--from", "-15m");
        using var log = new WatchedLog(folder["log.db"]);
        await log.ExceedAsync(WatchedLog.Events, 20L * live, program);
        var sizes = new List<double>();
        for (var i = 0; i < 10; i++)
        {
            await Task.Delay(TimeSpan.FromSeconds(0.5));
            sizes.Add(program.ResidentBytes / 1e6);
        }
        return Measure.Median(sizes);
    }

    private sealed record Wake;

    private sealed record Woken;

    /// <summary>Plays the writers: has everyone walk once, a thousand at a time.</summary>
    private sealed class Waker(IActorRef region, int shoppers) : UntypedActor
    {
        private readonly Walk _walk = new(1, 1, From, From + TimeSpan.FromHours(1), CampaignList.None);
        private IActorRef _asker = ActorRefs.Nobody;
        private int _asked, _walked;

        protected override void OnReceive(object message)
        {
            if (message is Wake)
            {
                _asker = Sender;
                for (var i = 0; i < Math.Min(1000, shoppers); i++) WakeNext();
            }
            else if (message is Walked walked)
            {
                walked.Events.Dispose();
                if (++_walked == shoppers) _asker.Tell(new Woken());
                else if (_asked < shoppers) WakeNext();
            }
        }

        private void WakeNext() => region.Tell(new WalkOf(_asked++, _walk), Self);
    }
}
