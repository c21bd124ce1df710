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

    private static readonly ConcurrentDictionary<(int, ShopMutation), AkkaCommerce.Simulation.Shoppers.Shop> Built = new();

    /// <param name="panes">How many panes of the shop there are, about, from the least to the most.</param>
    public ShopWorld(int seed, ShopMutation broken, (int Least, int Most) panes)
    {
        var random = new Random(seed * 2);
        Shop = Built.GetOrAdd((random.Next(Shops), broken), static key => Build(key.Item1, key.Item2));
        Shards = random.Next(1, 5);
        From = Shop.Run.From;
        var last = random.Next(panes.Least, panes.Most);
        Untils = [AtPane(random.Next(2) == 0 ? last : random.Next(last / 2, last)), AtPane(last)];
    }

    public AkkaCommerce.Simulation.Shoppers.Shop Shop { get; }

    public int Shards { get; }

    /// <summary>The same shop, none of its rules broken, and nobody looking on.</summary>
    public AkkaCommerce.Simulation.Shoppers.Shop StraightShop => Shop.Unbroken;

    public Timestamp From { get; }

    /// <summary>Up to the first start of a visit after <see cref="From"/>: where a mark may lie that a visit begins exactly at.</summary>
    public TimeSpan ToFirstStart()
    {
        var first = Timestamp.Max;
        for (var user = 0; user < Shop.Run.Shoppers; user++) first = Timestamp.Earlier(first, Shopper.NextDueOf(StraightShop, user, From, CampaignList.None));
        return first - From;
    }

    /// <summary>Where the simulation ends at first, and where in the end.</summary>
    public Timestamp[] Untils { get; }

    /// <summary>The last millisecond of the shop.</summary>
    public Timestamp Goal => new(Untils[1].Milliseconds - 1);

    public bool InTimeOrder => Shop.GreatestDelay == TimeSpan.Zero;

    public CampaignCommand Command(Random random, long id)
    {
        var length = TimeSpan.FromSeconds(random.Next(10, 400));
        return random.Next(3) < 2
            ? new CampaignCommand(id, CampaignKind.Lift, length, random.Next(2) == 0 ? null : Shop.Catalog.CategoryAt(random.Next(Shop.Catalog.Categories.Count)).Name, random.Next(2, 12))
            : new CampaignCommand(id, CampaignKind.CloseShop, length);
    }

    private Timestamp AtPane(int panes) => new((From.Milliseconds / 10_000 + panes) * 10_000);

    private static AkkaCommerce.Simulation.Shoppers.Shop Build(int number, ShopMutation broken)
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
        if (number % 2 == 1) run = run with { From = StartNear(run) };
        var delay = number % 3 == 0 ? 0 : random.Next(2_000, 90_000);
        var by = new DelayRange(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(delay));
        var imperfections = new Imperfections
        {
            LateShare = delay == 0 ? 0 : 150_000,
            LateBy = by,
            DuplicateShare = delay == 0 ? 0 : 60_000,
            CopyBy = by,
            LossShare = number % 4 == 0 ? 0 : 60_000,
            FailureShare = number % 4 == 0 ? 0 : 10_000,
        };
        if (number % 6 == 5) imperfections = imperfections with { Reorder = TimeSpan.FromMilliseconds(random.Next(500, 20_000)) };
        if (number % 12 == 7) imperfections = imperfections with { Outage = OutageSoonAfter(run) };
        if (number % 8 == 5) run = run with { ReturnsInMillion = SimulationRun.MostReturns };
        var soon = new DelayRange(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2)); // days later no seed would come to
        var shop = new AkkaCommerce.Simulation.Shoppers.Shop(run with { Imperfections = imperfections.ToString() }, broken, soon);
        shop.Looks = static (user, start, campaigns) => ShopChecks.Current?.Looks(user, start, campaigns);
        if ((broken & ShopMutation.LookAhead) != 0) shop.Unbroken.Looks = shop.Looks;
        return shop;
    }

    /// <summary>Two minutes of it, some minutes after the run's beginning.</summary>
    private static Outage OutageSoonAfter(SimulationRun run)
    {
        var minute = ((run.From + run.Zone).Milliseconds / 60_000 + 4) % (24 * 60);
        return new Outage(TimeSpan.FromMinutes(minute), TimeSpan.FromMinutes(2));
    }

    /// <summary>The run begins exactly where a visit would.</summary>
    private static Timestamp StartNear(SimulationRun run)
    {
        var shopper = new Shopper(new AkkaCommerce.Simulation.Shoppers.Shop(run), (int)run.Seed % run.Shoppers);
        shopper.Rebuild(run.From, CampaignList.None);
        return shopper.NextDue;
    }
}
