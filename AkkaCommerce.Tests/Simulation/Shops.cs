using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Tests.Simulation;

/// <summary>Small shops to test with.</summary>
internal static class Shops
{
    /// <summary>2025-09-07T12:00:00Z.</summary>
    public static readonly Timestamp Noon = new(1_757_246_400_000);

    public static readonly TimeSpan Pane = TimeSpan.FromSeconds(10);

    private static readonly DelayRange UpTo95Seconds = new(TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(95));

    public static readonly Imperfections Imperfect = new()
    {
        LateShare = 120_000,
        DuplicateShare = 60_000,
        LossShare = 60_000,
        FailureShare = 8_000,
        LateBy = UpTo95Seconds,
        CopyBy = UpTo95Seconds,
    };

    /// <summary>The same, out of order too, and a collector that is away from 14:20 to 14:25 of the shop's day, twenty minutes after <see cref="Noon"/>.</summary>
    public static readonly Imperfections Worse = Imperfect with
    {
        Reorder = TimeSpan.FromSeconds(20),
        Outage = new Outage(new TimeSpan(14, 20, 0), TimeSpan.FromMinutes(5)),
    };

    public static Shop Of(ulong seed = 1, int shoppers = 20, double visits = 100, int products = 125, Timestamp? from = null, Imperfections? imperfections = null,
        int returns = 0, DelayRange? returnsAfter = null) => new(
        new SimulationRun
        {
            Seed = seed,
            Shoppers = shoppers,
            Products = products,
            VisitsPerDay = visits,
            From = from ?? Noon,
            Zone = TimeSpan.FromHours(2),
            Imperfections = imperfections?.ToString() ?? "",
            ReturnsInMillion = returns,
        }, ShopMutation.None, returnsAfter);

    /// <summary>Campaigns that overlap, begin and end within the first hour.</summary>
    public static readonly CampaignList Campaigns = new(4,
    [
        new Campaign { Id = 1, Kind = CampaignKind.Lift, After = Noon.Plus(7), Length = TimeSpan.FromMinutes(11), Category = "books", Lift = 3 },
        new Campaign { Id = 2, Kind = CampaignKind.CloseShop, After = Noon.Plus(15), Length = TimeSpan.FromMinutes(6) },
        new Campaign { Id = 3, Kind = CampaignKind.Lift, After = Noon.Plus(12), Length = TimeSpan.FromMinutes(30), Lift = 2 },
        new Campaign { Id = 4, Kind = CampaignKind.CloseShop, After = Noon.Plus(40), Length = TimeSpan.FromMinutes(1) },
    ]);

    public static Timestamp Plus(this Timestamp moment, double minutes) => moment + TimeSpan.FromMinutes(minutes);
}
