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

    /// <summary>A relative beginning asks for nothing where one is kept.</summary>
    /// <param name="notes">Takes a line for a person about each time that is not as it was asked for.</param>
    /// <exception cref="ConfigurationException">It ends before it begins, or is outside of the days that a shop knows.</exception>
    public static SimulationRun Simulation(SimulationOptions asked, TimeSpan pane, SimulationRun? kept, DateTimeOffset now, Action<string> notes)
    {
        var times = new RunTimes(asked, pane, notes);
        var from = kept is not null && (asked.From.IsRelative || !asked.Given.Contains("from")) ? kept.From : times.From(now);
        var until = times.Until(from) ?? kept?.Until;
        if (until <= from) throw new ConfigurationException($"until: {until} is not after from, {from}");
        var run = new SimulationRun
        {
            Seed = Of("seed", asked.Seed, kept?.Seed),
            Shoppers = Of("shoppers", asked.Shoppers, kept?.Shoppers),
            Products = Of("products", asked.Products, kept?.Products),
            VisitsPerDay = Of("visits-per-day", asked.VisitsPerDay, kept?.VisitsPerDay),
            From = from,
            Zone = Of("zone", asked.Zone, kept?.Zone),
            Imperfections = Imperfections(asked, kept).ToString(),
            BotShare = Of("bots", asked.BotShare, kept?.BotShare),
            ReturnsInMillion = Of("returns", asked.ReturnsInMillion, kept?.ReturnsInMillion),
            Until = until,
        };
        if (kept is null) VisitLoad.Check(run.VisitsPerDay);
        return run;

        T Of<T>(string name, T value, T? keptValue) where T : struct => keptValue is null || asked.Given.Contains(name) ? value : keptValue.Value;
    }

    /// <summary>Each kind by itself: what somebody set, else what is kept; records of before there were any keep none.</summary>
    private static Imperfections Imperfections(SimulationOptions asked, SimulationRun? kept)
    {
        if (kept is null) return asked.Imperfections;
        var (set, result) = (asked.Imperfections, kept.Injected);
        if (asked.Given.Contains("late")) result = result with { LateShare = set.LateShare, LateBy = set.LateBy };
        if (asked.Given.Contains("duplicate")) result = result with { DuplicateShare = set.DuplicateShare, CopyBy = set.CopyBy };
        if (asked.Given.Contains("lose")) result = result with { LossShare = set.LossShare };
        if (asked.Given.Contains("reorder")) result = result with { Reorder = set.Reorder };
        if (asked.Given.Contains("outage")) result = result with { Outage = set.Outage };
        return result;
    }
}
