using AkkaCommerce.Ingestion.Runs;

namespace AkkaCommerce.Node.Configuration;

/// <summary>What makes the events, as asked for: what a data folder already holds goes first.</summary>
public sealed record SimulationOptions
{
    public required ulong Seed { get; init; }
    public required int Shoppers { get; init; }
    public required int Products { get; init; }
    public required double VisitsPerDay { get; init; }
    public required int Shards { get; init; }
    public required TimeSpan Zone { get; init; }
    public required Moment From { get; init; }

    /// <summary>Null: for ever.</summary>
    public required Moment? Until { get; init; }

    /// <summary>What befalls events on purpose.</summary>
    public Imperfections Imperfections { get; init; } = Imperfections.None;

    /// <summary>Of the page views, those by bots, in millionths.</summary>
    public int BotShare { get; init; }

    /// <summary>Of a million units that are bought, those that come back.</summary>
    public int ReturnsInMillion { get; init; }

    /// <summary>Shop seconds a second; infinity: as fast as it goes.</summary>
    public required double Speed { get; init; }

    public required int LiveShoppers { get; init; }

    /// <summary>Events that the clock may be ahead of the analysis at the greatest speed.</summary>
    public required long Lead { get; init; }

    /// <summary>Paths that somebody set, below <c>simulation</c>: only these can differ from what a data folder holds.</summary>
    public required IReadOnlySet<string> Given { get; init; }

    /// <exception cref="ConfigurationException">A value that does not fit.</exception>
    public static SimulationOptions Read(Settings settings) => new()
    {
        Seed = settings.Seed("simulation.seed"),
        Shoppers = (int)settings.Whole("simulation.shoppers", 1, 10_000_000),
        Products = (int)settings.Whole("simulation.products", 1, 100_000),
        VisitsPerDay = settings.Number("simulation.visits-per-day", 0, 100),
        Shards = (int)settings.Whole("simulation.shards", 1, 1024),
        Zone = settings.Zone("simulation.zone"),
        From = settings.MomentOrNull("simulation.from") ?? throw settings.Wrong("simulation.from", "is not a time"),
        Until = settings.MomentOrNull("simulation.until"),
        Imperfections = settings.Imperfections(),
        BotShare = settings.Share("simulation.bots", SimulationRun.MostBots),
        ReturnsInMillion = settings.Share("simulation.returns", SimulationRun.MostReturns),
        Speed = settings.Speed("simulation.speed"),
        LiveShoppers = (int)settings.Whole("simulation.live-shoppers", 100, 1_000_000),
        Lead = settings.Whole("simulation.lead", 10_000, 1_000_000_000),
        Given = Names.Where(name => settings.IsGiven($"simulation.{name}")).ToHashSet(),
    };

    private static readonly string[] Names = ["seed", "shoppers", "products", "visits-per-day", "shards", "zone", "from", "until", "late", "duplicate", "lose", "reorder", "outage", "bots", "returns"];
}
