using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Simulation.Catalog;

namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>The shop that all shoppers of a run share: immutable, built once from the run's record, used from any thread.</summary>
public sealed class Shop
{
    /// <summary>Builds the catalog and the tables that a run's events are drawn from.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A figure of the run is outside its range.</exception>
    public Shop(SimulationRun run)
        : this(run, ShopMutation.None)
    {
    }

    /// <param name="returnsAfter">How long after a purchase its refund is; null: as <see cref="Returns.After"/> says.</param>
    internal Shop(SimulationRun run, ShopMutation broken, DelayRange? returnsAfter = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentOutOfRangeException.ThrowIfLessThan(run.Shoppers, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(run.ReturnsInMillion);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(run.ReturnsInMillion, SimulationRun.MostReturns);
        Run = run;
        RunId = run.RunId;
        Catalog = new ProductCatalog(run.Seed, run.Products);
        VisitsOfWeekday = new VisitCounts(run.VisitsPerDay * VisitCounts.OfWeekday);
        VisitsOfWeekend = new VisitCounts(run.VisitsPerDay * VisitCounts.OfWeekend);
        Imperfections = run.Injected;
        IsImperfect = Imperfections.Any;
        Profiles = new ProfileDeal(run.Seed, Bots.InMillion(run.BotShare));
        ZoneMilliseconds = (long)run.Zone.TotalMilliseconds;
        GreatestDelay = Imperfections.GreatestDelay;
        HasReturns = run.ReturnsInMillion > 0;
        ReturnsAfter = returnsAfter ?? Returns.After;
        VisitLookBack = LongestVisit + GreatestDelay;
        LookBack = (broken & ShopMutation.LookBack) != 0 ? GreatestDelay : HasReturns ? VisitLookBack + ReturnsAfter.Greatest : VisitLookBack;
        Broken = broken;
        Unbroken = broken == ShopMutation.None ? this : new Shop(run, ShopMutation.None, returnsAfter);
    }

    /// <summary>The greatest length of a visit.</summary>
    public static TimeSpan LongestVisit => TimeSpan.FromHours(2);

    /// <summary>The mean length of a visit, about, those of a single page included: what a shopper's time is reckoned by.</summary>
    public static TimeSpan MeanVisit => TimeSpan.FromMinutes(11.5);

    /// <summary>Of a mean day's visits, those that begin in the busiest hour of a Saturday.</summary>
    public static double PeakHourShare => Starts.PeakHour * VisitCounts.OfWeekend;

    /// <summary>Whether a day of the shop, since 1970, is busier for being a Saturday or a Sunday.</summary>
    public static bool IsWeekend(long day) => Starts.IsWeekend(day);

    /// <summary>The first moment of a shop's first day, not before 1970 in UTC: a run begins there at the earliest.</summary>
    /// <param name="zone">The shop's offset from UTC.</param>
    public static Timestamp FirstMoment(TimeSpan zone) => new(Math.Max(0, -(long)zone.TotalMilliseconds));

    /// <summary>The end of a shop's last day, in 2149, the last that an event's id can name: a run ends there at the latest.</summary>
    /// <param name="zone">The shop's offset from UTC.</param>
    public static Timestamp LastMoment(TimeSpan zone) => new Timestamp((EventId.MaxDay + 1) * Starts.DayLength) - zone;

    /// <summary>What the events are a function of.</summary>
    public SimulationRun Run { get; }

    /// <summary>The run of the event ids.</summary>
    public long RunId { get; }

    /// <summary>What the shop sells.</summary>
    public ProductCatalog Catalog { get; }

    /// <summary>How much later than it happens an event may be written on purpose.</summary>
    public TimeSpan GreatestDelay { get; }

    /// <summary>
    /// How far a rebuild looks back, and so how long a campaign that has ended stays in the list: the longest visit, the greatest delay and, where
    /// anything comes back, the longest time until it does.
    /// </summary>
    public TimeSpan LookBack { get; }

    /// <summary>How far back a visit may have begun that goes on, or some of whose own events are still to be written.</summary>
    internal TimeSpan VisitLookBack { get; }

    /// <summary>Whether anything that is bought comes back.</summary>
    internal bool HasReturns { get; }

    /// <summary>How long after a purchase its refund is.</summary>
    public DelayRange ReturnsAfter { get; }

    internal Imperfections Imperfections { get; }

    /// <summary>Whether any of them is asked for: all that an event of a shop without them pays for them.</summary>
    internal bool IsImperfect { get; }

    internal ShopMutation Broken { get; }

    /// <summary>This shop with none of its rules broken.</summary>
    internal Shop Unbroken { get; }

    /// <summary>Told of every look at a start, and of the campaigns given then: every look at one must see the same.</summary>
    internal Action<int, long, CampaignList>? Looks { get; set; }

    internal VisitCounts VisitsOfWeekday { get; }

    internal VisitCounts VisitsOfWeekend { get; }

    internal long ZoneMilliseconds { get; }

    internal ulong Seed => Run.Seed;

    /// <summary>Events of a visit in the mean, about: what steps are sized by.</summary>
    internal const int EventsPerVisit = 20;

    /// <summary>Whether a user, by number, is a bot.</summary>
    public bool IsBot(int user) => Profiles.Of(user).IsBot;

    /// <summary>Who of its users is what.</summary>
    internal ProfileDeal Profiles { get; }

    /// <summary>Whether a visit that would start then takes place: after the run's beginning, and not while the shop is closed.</summary>
    internal bool TakesPlace(long start, CampaignList campaigns) =>
        (start > Run.From.Milliseconds || (Broken & ShopMutation.From) != 0 && start == Run.From.Milliseconds) && !campaigns.IsClosed(new Timestamp(start));

    /// <summary>Notes what a visit must know of the campaigns in force at its start.</summary>
    internal void Obey(ref Visit visit, CampaignList campaigns)
    {
        if (campaigns.LiftAt(new Timestamp(visit.Start)) is not { } lift) return;
        visit.LiftedCategory = lift.Category is null ? Visit.WholeShop : Catalog.CategoryNamed(lift.Category);
        visit.Lift = Math.Clamp((int)(lift.Lift * 1000), 1000, 100_000);
    }
}
