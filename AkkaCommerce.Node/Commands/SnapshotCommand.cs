using System.CommandLine;
using System.Text;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Sql;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Node.Hosting;

namespace AkkaCommerce.Node.Commands;

/// <summary>What the shop shows: the newest window, or those asked for.</summary>
internal sealed class SnapshotCommand : ProgramCommand
{
    private readonly Option<bool> _final = new("--final") { Description = "Only windows that no longer change" };
    private readonly Option<bool> _json = new("--json") { Description = "One JSON object a line" };
    private readonly Option<bool> _all = new("--all") { Description = "Every final window, oldest first (with --json)" };
    private readonly Option<string> _at = new("--at") { HelpName = "TIME", Description = "The final window that ends then, or with the last pane before: ISO 8601, or relative to now" };

    public SnapshotCommand()
        : base(
            "snapshot",
            "Shows the newest window, live or final; beside a running shop or after it.",
            ("snapshot", "the newest window as a table"),
            ("snapshot --final --json", "the newest final one as one JSON object"),
            ("snapshot --at 2025-09-07T15:30:00Z", "the final window that ends then"),
            ("snapshot --all --json > windows.ndjson", "every final window, oldest first"))
    {
        Options.Add(_final);
        Options.Add(_json);
        Options.Add(_all);
        Options.Add(_at);
    }

    public override async Task<int> RunAsync(Invocation invocation, CancellationToken cancel)
    {
        var (json, all, at) = (invocation.Value(_json), invocation.Value(_all), invocation.Value(_at));
        if (all && !json) throw new ConfigurationException("--all needs --json: snapshot --all --json");
        if (all && at is not null) throw new ConfigurationException("--all and --at exclude each other");
        var moment = at is null ? default(Moment?) : Moment.TryParse(at, out var parsed) ? parsed : throw new ConfigurationException($"--at: '{at}' is not a time such as 2025-09-07T15:30:00Z or -10m");

        var shop = await OpenShop.OpenStoresAsync(invocation, SqliteAccess.Read, cancel);
        if (all) return All(invocation, shop, cancel);
        var window = moment is { } asked ? At(shop, asked.Of(Timestamp.From(invocation.Time.GetUtcNow()))) : Newest(shop, invocation.Value(_final));
        if (json) WriteLine(invocation.Output, window);
        else SnapshotTables.Write(invocation.Output.Tables, window, (await shop.Runs.FindSimulationAsync(cancel))?.Zone ?? TimeSpan.Zero);
        return CommandLine.Succeeded;
    }

    private static int All(Invocation invocation, ShopStores shop, CancellationToken cancel)
    {
        var after = Timestamp.Min;
        while (shop.Windows.FinalsAfter(after) is { Count: > 0 } page)
        {
            foreach (var window in page) WriteLine(invocation.Output, window);
            after = page[^1].End;
            cancel.ThrowIfCancellationRequested();
        }
        return after == Timestamp.Min ? throw None(final: true) : CommandLine.Succeeded;
    }

    private static WindowSnapshot At(ShopStores shop, Timestamp moment)
    {
        var end = new Timestamp(shop.Grid.Start(shop.Grid.PaneOf(moment)));
        return shop.Windows.FinalAt(end) ?? throw new WorkFailedException(
            shop.Windows.NewestFinal() is { } newest ? $"no final window ends at {end}; the newest ends at {newest.End}" : None(final: true).Message);
    }

    /// <summary>Of the live and the newest final window the one that ends later, of the same one the final.</summary>
    private static WindowSnapshot Newest(ShopStores shop, bool final)
    {
        var live = final ? null : shop.Windows.Live();
        var done = shop.Windows.NewestFinal();
        return live is not null && (done is null || done.End < live.End) ? live : done ?? throw None(final);
    }

    private static WorkFailedException None(bool final) => new($"there is no {(final ? "final " : "")}window yet: 'akkacommerce topics' says how far the analysis is, and what holds it back");

    private static void WriteLine(Output output, WindowSnapshot window)
    {
        output.Stream.Write(Encoding.UTF8.GetBytes(SnapshotJson.Write(window)));
        output.Stream.WriteByte((byte)'\n');
    }
}
