using System.CommandLine;
using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Verification;
using AkkaCommerce.Ingestion.Sql;
using AkkaCommerce.Node.Reporting;
using AkkaCommerce.Simulation.Hosting;
using AkkaCommerce.Simulation.Shoppers;
using Dapper;
using Spectre.Console;

namespace AkkaCommerce.Node.Commands;

/// <summary>Proves every number from the log.</summary>
internal sealed class VerifyCommand : ProgramCommand
{
    private readonly Option<bool> _json = JsonOutput.Option();

    public VerifyCommand()
        : base(
            "verify",
            "Counts everything anew from the log: each window, each event, nothing lost, nothing doubled. Ends with 0 only if all holds.",
            ("verify", "beside a running shop, or after it"),
            ("verify --json", "one JSON object"))
    {
        Options.Add(_json);
    }

    public override async Task<int> RunAsync(Invocation invocation, CancellationToken cancel)
    {
        await using var shop = await OpenShop.OpenAsync(invocation, SqliteAccess.Read, cancel);
        var database = shop.Stores.Database;
        if (!await database.ReadAsync(connection => database.Dialect.HasTable(connection, "journal") && connection.QueryFirstOrDefault<int?>("SELECT 1 FROM journal LIMIT 1") is not null, cancel))
            throw new WorkFailedException("nothing is analysed yet: start 'akkacommerce run'");
        var simulation = await shop.Stores.Runs.FindSimulationAsync(cancel);
        var campaigns = AskedCampaign.ListOf(await AskedCampaign.AllAsync(shop.Stores.Commands, new ClockJournal(database), cancel));
        using var progress = invocation.Progress("verifying");
        var report = await new Verifier(new VerificationRequest
        {
            Log = shop.Log,
            Database = database,
            Options = AnalysisOptions.Of(shop.Stores.LogRun),
            Run = simulation,
            Expected = simulation is not { IsOfThisProgram: true } ? null : new ExpectedEvents(new Shop(simulation), shop.Log.Shards, shop.Stores.LogRun.Pane, campaigns),
            Materializer = shop.Materializer,
            Progress = progress.Report,
        }).RunAsync(cancel);
        progress.Dispose();
        if (invocation.Value(_json)) Write(invocation.Output, report);
        else Write(invocation.Output.Tables, report, simulation?.Imperfections ?? "");
        return report.Holds ? CommandLine.Succeeded : CommandLine.Failed;
    }

    internal static void Write(Output output, VerificationReport report) => output.WriteObject(json =>
    {
        json.WriteBoolean("holds", report.Holds);
        json.WriteNumber("windows", report.Windows);
        json.WriteNumber("events", report.Events);
        json.WriteNumber("late", report.Late);
        json.WriteNumber("foreign", report.Foreign);
        json.WriteNumber("orders", report.Orders);
        json.WriteNumber("revenue", report.Revenue);
        json.WriteNumber("refunds", report.Refunds);
        json.WriteNumber("refunded", report.Refunded);
        json.WriteNumber("dead", report.Dead);
        json.WriteNumber("dead_without_time", report.DeadWithoutTime);
        json.WriteNumber("lost", report.Lost);
        json.WriteNumber("doubled", report.Doubled);
        json.WriteNumber("differences", report.Differences);
        json.WriteStartObject("injected");
        json.WriteNumber("late", report.Injected.Late);
        json.WriteNumber("copies", report.Injected.Copies);
        json.WriteNumber("lost", report.Injected.Lost);
        json.WriteNumber("reordered", report.Injected.Reordered);
        json.WriteNumber("held", report.Injected.Held);
        json.WriteNumber("failures", report.Injected.Failures);
        json.WriteEndObject();
        json.WriteNumber("windows_not_held", report.WindowsNotHeld);
        json.WriteString("first_not_held", report.FirstNotHeld);
        json.WriteString("last_not_held", report.LastNotHeld);
        json.WriteNumber("panes_not_on_board", report.PanesNotOnBoard);
        json.WriteArray("notes", report.Notes, json.WriteStringValue);
        json.WriteArray("findings", report.Findings, json.WriteStringValue);
    });

    /// <param name="imperfections">What befell events on purpose; empty: nothing.</param>
    private static void Write(IAnsiConsole console, VerificationReport report, string imperfections)
    {
        var table = SnapshotTables.Table("", ["figure"]).HideHeaders();
        Add("windows", report.Windows);
        Add("events", report.Events);
        Add("  late", report.Late);
        Add("  foreign", report.Foreign);
        Add("orders", report.Orders);
        table.AddRow("revenue", Show.Money(report.Revenue));
        if (report.Refunds > 0)
        {
            Add("refunds", report.Refunds);
            table.AddRow("refunded", Show.Money(report.Refunded));
        }
        Add("dead", report.Dead);
        if (report.DeadWithoutTime > 0) Add("  without a time", report.DeadWithoutTime);
        if (imperfections.Length > 0) Injected(report.Injected);
        Add("lost", report.Lost);
        Add("doubled", report.Doubled);
        Add("differences", report.Differences);
        console.Write(table);

        if (imperfections.Length > 0) Say($"on purpose: {imperfections}");
        if (report.WindowsNotHeld > 0)
            Say($"not verified: {Show.Count(report.WindowsNotHeld)} windows whose events the log no longer holds, {report.FirstNotHeld} to {report.LastNotHeld}");
        if (report.PanesNotOnBoard > 0) Say($"closed and not on the board yet: {Show.Count(report.PanesNotOnBoard)} panes");
        foreach (var note in report.Notes) Say(note);
        foreach (var finding in report.Findings) Say(finding);
        if (report.Findings.Count == VerificationReport.MostFindings) Say($"only the first {VerificationReport.MostFindings} are named");
        Say(report.Holds ? "all holds" : "it does not hold: keep the data folder as it is; 'akkacommerce export' writes out what the log holds");

        void Injected(InjectedFigures injected)
        {
            table.AddRow("on purpose", "");
            Add("  late", injected.Late);
            Add("  copies", injected.Copies);
            Add("  never written", injected.Lost);
            Add("  moved among others", injected.Reordered);
            Add("  held by an outage", injected.Held);
            if (injected.Failures > 0) Add("  visits that failed", injected.Failures);
        }

        void Add(string name, long count) => table.AddRow(name, Show.Count(count));
        void Say(string line) => console.Profile.Out.Writer.WriteLine(line);
    }
}
