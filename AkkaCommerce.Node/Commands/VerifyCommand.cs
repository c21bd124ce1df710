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
    public VerifyCommand()
        : base(
            "verify",
            "Counts everything anew from the log: each window, each event, nothing lost, nothing doubled. Ends with 0 only if all holds.",
            ("verify", "beside a running shop, or after it"))
    {
    }

    public override async Task<int> RunAsync(Invocation invocation, CancellationToken cancel)
    {
        await using var shop = await OpenShop.OpenAsync(invocation, SqliteAccess.Read, cancel);
        var database = shop.Stores.Database;
        if (!await database.ReadAsync(connection => database.Dialect.HasTable(connection, "journal") && connection.QueryFirstOrDefault<int?>("SELECT 1 FROM journal LIMIT 1") is not null, cancel))
            throw new WorkFailedException("nothing is analysed yet: start 'akkacommerce run'");
        var simulation = await shop.Stores.Runs.FindSimulationAsync(cancel);
        var campaigns = AskedCampaign.ListOf(await AskedCampaign.AllAsync(shop.Stores.Commands, new ClockJournal(database), cancel));
        var report = await new Verifier(new VerificationRequest
        {
            Log = shop.Log,
            Database = database,
            Options = AnalysisOptions.Of(shop.Stores.LogRun),
            Run = simulation,
            Expected = simulation is null ? null : new ExpectedEvents(new Shop(simulation), shop.Log.Shards, shop.Stores.LogRun.Pane, campaigns),
            Materializer = shop.Materializer,
        }).RunAsync(cancel);
        Write(invocation.Output.Tables, report, simulation?.Imperfections ?? "");
        return report.Holds ? CommandLine.Succeeded : CommandLine.Failed;
    }

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
        Say(report.Holds ? "all holds" : "it does not hold");

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
