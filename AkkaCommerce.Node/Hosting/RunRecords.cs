using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Node.Configuration;

namespace AkkaCommerce.Node.Hosting;

/// <summary>
/// The run records that a start wants: what somebody set holds, else what is kept, else the default. Whether that is what is kept is for
/// <see cref="RunStore"/> to say.
/// </summary>
internal static class RunRecords
{
    /// <param name="shards">The log's own.</param>
    public static LogRun Log(string identity, int shards, RunOptions run, LogRun? kept)
    {
        var asked = run.Analytics;
        return new LogRun
        {
            Identity = identity,
            Shards = run.Simulation.Given.Contains("shards") ? run.Simulation.Shards : shards,
            Pane = Of("pane", asked.Pane, kept?.Pane),
            Window = Of("window", asked.Window, kept?.Window),
            Lateness = Of("lateness", asked.Lateness, kept?.Lateness),
        };

        TimeSpan Of(string name, TimeSpan value, TimeSpan? keptValue) => keptValue is null || asked.Given.Contains(name) ? value : keptValue.Value;
    }

    /// <summary>A relative beginning is a whole pane's, and asks for nothing where one is kept; an end is rounded up to a pane's.</summary>
    /// <exception cref="ConfigurationException">It ends before it begins.</exception>
    public static SimulationRun Simulation(SimulationOptions asked, TimeSpan pane, SimulationRun? kept, DateTimeOffset now)
    {
        var from = kept is not null && (asked.From.IsRelative || !asked.Given.Contains("from")) ? kept.From
            : asked.From.IsRelative ? asked.From.Of(Timestamp.From(now)).RoundedDownTo(pane)
            : asked.From.Of(default);
        var until = Until(asked, from, pane) ?? kept?.Until;
        if (until <= from) throw new ConfigurationException($"until: {until} is not after from, {from}");
        return new SimulationRun
        {
            Seed = Of("seed", asked.Seed, kept?.Seed),
            Shoppers = Of("shoppers", asked.Shoppers, kept?.Shoppers),
            Products = Of("products", asked.Products, kept?.Products),
            VisitsPerDay = Of("visits-per-day", asked.VisitsPerDay, kept?.VisitsPerDay),
            From = from,
            Zone = Of("zone", asked.Zone, kept?.Zone),
            Until = until,
        };

        T Of<T>(string name, T value, T? keptValue) where T : struct => keptValue is null || asked.Given.Contains(name) ? value : keptValue.Value;
    }

    /// <summary>The end asked for, counted from the run's beginning, rounded up to a pane's end; null: none is asked.</summary>
    public static Timestamp? Until(SimulationOptions options, Timestamp from, TimeSpan pane) =>
        options.Until is { } until ? until.Of(from).RoundedUpTo(pane) : null;
}
