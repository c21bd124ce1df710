using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Node.Realism;

/// <summary>The figures of a run beside those that were published of real shops. Shares are in hundredths.</summary>
internal static class RealismReport
{
    private const string Littledata = "Littledata, Shopify shops";
    private const string Uci = "UCI Online Shoppers Purchasing Intention (Sakar and Kastro, 2018)";
    private const string Baymard = "Baymard Institute, cart abandonment statistics";
    private const string Contentsquare = "Contentsquare, Digital Experience Benchmark 2022";
    private const string Dynamic = "Dynamic Yield (Mastercard), e-commerce benchmarks";
    private const string Metrilo = "Metrilo, repeat purchase rate";
    private const string Opensend = "Opensend, purchase frequency";
    private const string Imperva = "Imperva, Bad Bot Report";
    private const string Nrf = "National Retail Federation, consumer returns";
    private const string OwnChoice = "a choice of this program";

    /// <summary>Who comes about twice a month, over half a year: only then can it be told who orders again.</summary>
    private const double RareVisits = 0.1;

    private static readonly TimeSpan LongSpan = TimeSpan.FromDays(150);

    /// <summary>Of fewer visits no figure is judged: they say too little.</summary>
    private const long EnoughVisits = 100_000;

    public static IReadOnlyList<RealismFigure> Of(Census census, SimulationRun run)
    {
        var figures = Measured(census, run);
        return census.Visits >= EnoughVisits ? figures : [.. figures.Select(figure => figure with { Least = null, Most = null })];
    }

    private static RealismFigure[] Measured(Census census, SimulationRun run)
    {
        var (mu, sigma) = census.Seconds.Logarithms;
        var hours = census.ByHour.Select(visits => visits * 24.0 / Math.Max(1, census.ByHour.Sum())).ToArray();
        var span = (census.Last - census.First)?.TotalSeconds ?? 0;
        var rare = run.VisitsPerDay <= RareVisits && span >= LongSpan.TotalSeconds;
        var bots = run.BotShare / 10_000.0;
        return
        [
            new("visits that end in an order, %", "about 2 (mean 1.4, top fifth 3.2)", Littledata, 1.8, 2.2, Share(census.VisitsWithOrder, census.Visits)),
            new("visits that begin a cart, %", "5.2 to 7.2", Littledata, 5.2, 7.2, Share(census.VisitsWithCart, census.Visits)),
            new("carts abandoned, %", "69.8 to 70.2", Baymard, 69.8, 70.2, Share(census.VisitsWithCart - census.VisitsWithOrder, census.VisitsWithCart)),
            new("visits of a single page, %", "about 50", Contentsquare, 48, 52, Share(census.VisitsOfOnePage, census.Visits)),
            new("longer visits: mean of ln seconds", "6.47", Uci, 6.37, 6.57, mu),
            new("longer visits: deviation of ln seconds", "1.38", Uci, 1.30, 1.46, sigma),
            new("longer visits: seconds, median", "about 680", Uci, 640, 720, census.Seconds.Quantile(0.5)),
            new("longer visits: seconds, mean", "about 1,310", Uci, 1240, 1380, census.Seconds.Mean),
            new("longer visits: pages, P25", "8", Uci, 7, 9, census.PagesAVisit.Quantile(0.25)),
            new("longer visits: pages, P50", "20", Uci, 18, 22, census.PagesAVisit.Quantile(0.5)),
            new("longer visits: pages, P75", "42", Uci, 39, 45, census.PagesAVisit.Quantile(0.75)),
            new("longer visits: pages, P90", "80", Uci, 75, 85, census.PagesAVisit.Quantile(0.9)),
            new("time on a page, median against its visit's mean", "0.56 (Weibull, shape 0.8)", "Liu, White and Dumais, 2010", 0.50, 0.62, census.Dwell.Quantile(0.5) / 100.0),
            new("units an order", "2.9", Dynamic, 2.75, 3.05, Ratio(census.UnitsOrdered, census.Orders)),
            new("average order", "about 130", Dynamic, 120, 140, Ratio(census.OrderCents, 100 * census.Orders)),
            new("visits from 20 to 22 h against the mean hour", "the peak", "", 1.55, 1.8, (hours[20] + hours[21]) / 2),
            new("visits from 3 to 5 h against the mean hour", "0.4", "", 0.36, 0.44, (hours[3] + hours[4]) / 2),
            new("visits of a day at the weekend against others", "busier", OwnChoice, 1.1, 1.3, Weekend(census)),
            Returned(census, run),
            new("customers that ordered again, %", rare ? "about 28" : "", rare ? Metrilo : "", rare ? 25 : null, rare ? 31 : null, Share(census.ReturningCustomers, census.Customers)),
            new("days between a customer's orders, mean", rare ? "up to 73" : "", rare ? Opensend : "", rare ? 40 : null, rare ? 73 : null, census.DaysBetweenOrders),
            new("page views by bots, %", bots > 0 ? FormattableString.Invariant($"{bots}, as asked (30 to 50)") : "", bots > 0 ? Imperva : "",
                bots > 0 ? 0.9 * bots : null, bots > 0 ? 1.1 * bots : null, Share(census.BotPages, census.Pages + census.BotPages)),
            new("events a second and 1,000 shoppers", "", "", null, null, span <= 0 ? 0 : census.Events / span / (run.Shoppers / 1000.0)),
        ];
    }

    /// <summary>Held against real shops' only where the run is to have returns, and is long enough for some.</summary>
    private static RealismFigure Returned(Census census, SimulationRun run)
    {
        var (units, isJudged) = (census.ReturnableUnits, run.ReturnsInMillion > 0 && census.ReturnableUnits > 0);
        var asked = run.ReturnsInMillion / 10_000.0;
        return new("units returned, %", isJudged ? FormattableString.Invariant($"{asked}, as asked (17 to 21)") : "17 to 21", Nrf, isJudged ? 0.9 * asked : null, isJudged ? 1.1 * asked : null, units == 0 ? 0 : 100 * census.UnitsReturned / units);
    }

    private static double Share(long part, long whole) => 100 * Ratio(part, whole);

    private static double Ratio(long part, long whole) => whole == 0 ? 0 : part / (double)whole;

    /// <summary>Whole days only: the first and the last are left out.</summary>
    private static double Weekend(Census census)
    {
        var whole = census.VisitsByDay.OrderBy(day => day.Key).Skip(1).SkipLast(1).ToLookup(day => Shop.IsWeekend(day.Key), day => (double)day.Value);
        return whole[true].Any() && whole[false].Any() ? whole[true].Average() / whole[false].Average() : 0;
    }
}
