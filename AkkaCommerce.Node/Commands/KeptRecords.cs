using System.Globalization;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Node.Reporting;
using Spectre.Console;

namespace AkkaCommerce.Node.Commands;

/// <summary>What a shop was begun with: its two run records, each value as the option that asks for it is written.</summary>
internal static class KeptRecords
{
    /// <param name="simulation">Null: only others' events are in the log.</param>
    public static void Write(IAnsiConsole console, LogRun log, SimulationRun? simulation)
    {
        var table = SnapshotTables.Table("kept", ["value"], []);
        table.AddRow("log", log.Identity);
        foreach (var (path, value) in Options(log, simulation)) table.AddRow(path, value ?? "none");
        if (simulation is not null)
        {
            table.AddRow("catalog version", Show.Count(simulation.CatalogVersion));
            table.AddRow("behaviour version", Show.Count(simulation.BehaviourVersion));
            table.AddRow("run of the event ids", RunOf(simulation));
            table.AddRow("ended for good", simulation.Retired ? "yes" : simulation.Retiring ? "is being ended" : "no");
        }
        console.Write(table);
        if (simulation is null) console.Profile.Out.Writer.WriteLine("no simulation was begun: 'akkacommerce run' begins one");
    }

    public static void Write(Output output, LogRun log, SimulationRun? simulation) => output.WriteObject(json =>
    {
        json.WriteString("log", log.Identity);
        json.WriteArray("options", Options(log, simulation), option =>
        {
            json.WriteStartObject();
            json.WriteString("option", option.Path);
            json.WriteString("value", option.Value);
            json.WriteEndObject();
        });
        if (simulation is null)
        {
            json.WriteNull("simulation");
            return;
        }
        json.WriteStartObject("simulation");
        json.WriteString("run", RunOf(simulation));
        json.WriteNumber("catalog_version", simulation.CatalogVersion);
        json.WriteNumber("behaviour_version", simulation.BehaviourVersion);
        json.WriteBoolean("retiring", simulation.Retiring);
        json.WriteBoolean("retired", simulation.Retired);
        json.WriteEndObject();
    });

    /// <summary>In the reference's order; null: nothing of the kind.</summary>
    private static IEnumerable<(string Path, string? Value)> Options(LogRun log, SimulationRun? simulation) =>
    [
        .. simulation is null ? [] : OfEvents(simulation),
        ("simulation.shards", log.Shards.ToString(CultureInfo.InvariantCulture)),
        ("analytics.pane", Quantity.Text(log.Pane)),
        ("analytics.window", Quantity.Text(log.Window)),
        ("analytics.lateness", Quantity.Text(log.Lateness)),
    ];

    private static IEnumerable<(string Path, string? Value)> OfEvents(SimulationRun run) =>
    [
        ("simulation.seed", run.Seed.ToString(CultureInfo.InvariantCulture)),
        ("simulation.shoppers", run.Shoppers.ToString(CultureInfo.InvariantCulture)),
        ("simulation.products", run.Products.ToString(CultureInfo.InvariantCulture)),
        ("simulation.visits-per-day", run.VisitsPerDay.ToString("R", CultureInfo.InvariantCulture)),
        ("simulation.zone", Show.Zone(run.Zone)),
        ("simulation.from", run.From.ToString()),
        ("simulation.until", run.Until?.ToString()),
        ("simulation.returns", TextOrNull(run.ReturnsText)),
        ("simulation.bots", TextOrNull(run.BotsText)),
        .. ImperfectionsText.Names.Where(IsOption).Select(name => ($"simulation.{name}", TextOrNull(ImperfectionsText.Part(run.Injected, name)))),
    ];

    /// <summary>What only tests ask for is no option.</summary>
    private static bool IsOption(string imperfection) => imperfection != "fail";

    private static string? TextOrNull(string text) => text.Length > 0 ? text : null;

    /// <summary>As the ids of its events begin.</summary>
    private static string RunOf(SimulationRun run) => run.RunId.ToString("x12", CultureInfo.InvariantCulture).Insert(8, "-");
}
