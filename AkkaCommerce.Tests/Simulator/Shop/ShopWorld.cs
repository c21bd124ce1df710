using System.Collections.Concurrent;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Simulation.Clock;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Tests.Simulator.Shop;

/// <summary>What a seed draws before anything happens: a small shop, how it is divided, how far it goes, and what is asked of it.</summary>
internal sealed class ShopWorld
{
    public static readonly TimeSpan Pane = TimeSpan.FromSeconds(10);

    private const int Shops = 24;

    private static readonly ConcurrentDictionary<(int, ShopMutation), Simulation.Shoppers.Shop> Built = new();

    public ShopWorld(int seed, ShopMutation broken)
    {
        var random = new Random(seed * 2);
        Shop = Built.GetOrAdd((random.Next(Shops), broken), static key => Build(key.Item1, key.Item2));
        Shards = random.Next(1, 5);
        From = Shop.Run.From;
        var first = random.Next(25, 110);
        Untils = [AtPane(first), AtPane(random.Next(2) == 0 ? first : random.Next(first, 130))];
    }

    public Simulation.Shoppers.Shop Shop { get; }

    public int Shards { get; }

    public Timestamp From { get; }

    /// <summary>Where the simulation ends at first, and where in the end.</summary>
    public Timestamp[] Untils { get; }

    /// <summary>The last millisecond of the shop.</summary>
    public Timestamp Goal => new(Untils[1].Milliseconds - 1);

    public bool InTimeOrder => Shop.GreatestDelay == TimeSpan.Zero;

    public static CampaignCommand Command(Random random, long id)
    {
        var length = TimeSpan.FromSeconds(random.Next(10, 400));
        return random.Next(3) < 2
            ? new CampaignCommand(id, CampaignKind.Lift, length, Lift: random.Next(2, 12))
            : new CampaignCommand(id, CampaignKind.CloseShop, length);
    }

    private Timestamp AtPane(int panes) => new((From.Milliseconds / 10_000 + panes) * 10_000);

    private static Simulation.Shoppers.Shop Build(int number, ShopMutation broken)
    {
        var random = new Random(number);
        var run = new SimulationRun
        {
            Seed = (ulong)number,
            Shoppers = random.Next(12, 24),
            Products = random.Next(3, 12),
            VisitsPerDay = 100,
            From = new Timestamp(1_757_260_000_000 + random.Next(80_000_000)),
            Zone = TimeSpan.FromHours(random.Next(-5, 6)),
        };
        var delay = number % 3 == 0 ? 0 : random.Next(2_000, 90_000);
        return new Simulation.Shoppers.Shop(run, new Imperfections
        {
            LateShare = delay == 0 ? 0 : 150_000,
            DuplicateShare = delay == 0 ? 0 : 60_000,
            LossShare = number % 4 == 0 ? 0 : 60_000,
            FailureShare = number % 4 == 0 ? 0 : 10_000,
            GreatestDelay = TimeSpan.FromMilliseconds(delay),
        }, broken);
    }
}
