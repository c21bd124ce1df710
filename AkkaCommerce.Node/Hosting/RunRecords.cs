using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Node.Configuration;

namespace AkkaCommerce.Node.Hosting;

/// <summary>What was asked for as a run's record, and held against the one that is kept.</summary>
internal static class RunRecords
{
    /// <summary>The simulation as asked for. A relative beginning is a whole pane's, an end is rounded up to one.</summary>
    /// <exception cref="ConfigurationException">It ends before it begins.</exception>
    public static SimulationRun Asked(SimulationOptions options, AnalyticsOptions analytics, DateTimeOffset now)
    {
        var from = options.From.Of(Timestamp.From(now));
        if (options.From.IsRelative) from = Down(from, analytics.Pane);
        var until = Until(options, from, analytics.Pane);
        if (until <= from) throw new ConfigurationException($"until: {until} is not after from, {from}");
        return new SimulationRun
        {
            Seed = options.Seed,
            Shoppers = options.Shoppers,
            Products = options.Products,
            VisitsPerDay = options.VisitsPerDay,
            From = from,
            Zone = options.Zone,
            Until = until,
        };
    }

    /// <summary>The end asked for, counted from the run's beginning, rounded up to a pane's end; null: for ever.</summary>
    public static Timestamp? Until(SimulationOptions options, Timestamp from, TimeSpan pane) =>
        options.Until is { } until ? Up(until.Of(from), pane) : null;

    /// <summary>Names of what was asked for and differs from what is kept. A relative beginning asks for nothing: the kept one stands.</summary>
    public static IReadOnlyList<string> Differences(SimulationOptions asked, SimulationRun kept, TimeSpan pane)
    {
        var differences = new List<string>();
        Compare("seed", kept.Seed, asked.Seed);
        Compare("shoppers", kept.Shoppers, asked.Shoppers);
        Compare("products", kept.Products, asked.Products);
        Compare("visits-per-day", kept.VisitsPerDay, asked.VisitsPerDay);
        Compare("zone", kept.Zone, asked.Zone);
        if (!asked.From.IsRelative) Compare("from", kept.From, asked.From.Of(default));
        if (asked.Given.Contains("until") && kept.Until is { } end && Until(asked, kept.From, pane) is { } until && until < end)
            differences.Add($"until (kept {end}, asked {until}: it may only grow)");
        return differences;

        void Compare<T>(string name, T keptValue, T askedValue)
        {
            if (asked.Given.Contains(name) && !EqualityComparer<T>.Default.Equals(keptValue, askedValue))
                differences.Add(FormattableString.Invariant($"{name} (kept {keptValue}, asked {askedValue})"));
        }
    }

    /// <summary>Names of what was asked for and differs from what is kept of the log.</summary>
    public static IReadOnlyList<string> Differences(SimulationOptions simulation, AnalyticsOptions asked, LogRun kept)
    {
        var differences = new List<string>();
        Compare(simulation.Given, "shards", kept.Shards, simulation.Shards);
        Compare(asked.Given, "pane", kept.Pane, asked.Pane);
        Compare(asked.Given, "window", kept.Window, asked.Window);
        Compare(asked.Given, "lateness", kept.Lateness, asked.Lateness);
        return differences;

        void Compare<T>(IReadOnlySet<string> given, string name, T keptValue, T askedValue)
        {
            if (given.Contains(name) && !EqualityComparer<T>.Default.Equals(keptValue, askedValue))
                differences.Add(FormattableString.Invariant($"{name} (kept {keptValue}, asked {askedValue})"));
        }
    }

    private static Timestamp Down(Timestamp moment, TimeSpan pane)
    {
        var length = (long)pane.TotalMilliseconds;
        return new Timestamp(moment.Milliseconds - (moment.Milliseconds % length + length) % length);
    }

    private static Timestamp Up(Timestamp moment, TimeSpan pane) => Down(new Timestamp(moment.Milliseconds + (long)pane.TotalMilliseconds - 1), pane);
}
