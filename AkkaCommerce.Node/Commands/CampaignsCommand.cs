using System.CommandLine;
using System.Globalization;
using AkkaCommerce.Ingestion.Sql;
using AkkaCommerce.Node.Reporting;
using AkkaCommerce.Simulation.Clock;
using AkkaCommerce.Simulation.Hosting;
using AkkaCommerce.Simulation.Shoppers;
using Spectre.Console;

namespace AkkaCommerce.Node.Commands;

/// <summary>The campaigns that were asked for, and from when on each holds.</summary>
internal sealed class CampaignsCommand : ProgramCommand
{
    private readonly Option<bool> _json = new("--json") { Description = "One JSON array" };

    public CampaignsCommand()
        : base(
            "campaigns",
            "Shows the campaigns that were asked for (campaign, close-shop), and of those taken up for which visits they hold.",
            ("campaigns", "a table"),
            ("campaigns --json", "one JSON array"))
    {
        Options.Add(_json);
    }

    /// <summary>What it does, for a person.</summary>
    public static string What(CampaignCommand command) =>
        command.Kind == CampaignKind.CloseShop ? "the shop closed" : string.Create(CultureInfo.InvariantCulture, $"{command.Category ?? "the whole shop"} lifted {command.Lift:0.###} times");

    public override async Task<int> RunAsync(Invocation invocation, CancellationToken cancel)
    {
        var stores = await OpenShop.OpenStoresAsync(invocation, SqliteAccess.Read, cancel);
        var asked = await AskedCampaign.AllAsync(stores.Commands, new ClockJournal(stores.Database), cancel);
        if (invocation.Value(_json)) Write(invocation.Output, asked);
        else Write(invocation.Output.Tables, asked);
        return CommandLine.Succeeded;
    }

    private static void Write(IAnsiConsole console, IReadOnlyList<AskedCampaign> asked)
    {
        if (asked.Count == 0)
        {
            console.Profile.Out.Writer.WriteLine("no campaign was asked for: 'akkacommerce campaign --help'");
            return;
        }
        var table = new Table().Border(TableBorder.Rounded).AddColumn(new TableColumn("campaign").RightAligned())
            .AddColumns("what", "for", "asked", "after", "up to");
        foreach (var one in asked)
            table.AddRow(
                Show.Count(one.Command.Id), Markup.Escape(What(one.Command)), Show.Span(one.Command.Length), one.Asked.ToString(),
                one.IsTaken ? one.After?.ToString() ?? "taken up" : "waits", one.Through?.ToString() ?? "-");
        console.Write(table);
    }

    private static void Write(Output output, IReadOnlyList<AskedCampaign> asked) => output.WriteList(asked, (json, one) =>
    {
        json.WriteStartObject();
        json.WriteNumber("id", one.Command.Id);
        json.WriteString("kind", one.Command.ToRow().Kind);
        json.WriteString("category", one.Command.Category);
        if (one.Command.Kind == CampaignKind.Lift) json.WriteNumber("lift", one.Command.Lift);
        else json.WriteNull("lift");
        json.WriteNumber("seconds", (long)one.Command.Length.TotalSeconds);
        json.WriteTime("asked", one.Asked);
        json.WriteBoolean("taken_up", one.IsTaken);
        json.WriteTime("after", one.After);
        json.WriteTime("through", one.Through);
        json.WriteEndObject();
    });
}
