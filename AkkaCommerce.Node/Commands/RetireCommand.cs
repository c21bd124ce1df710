using AkkaCommerce.Ingestion.Sql;
using AkkaCommerce.Simulation.Shards;

namespace AkkaCommerce.Node.Commands;

/// <summary>Ends the simulation of a log for good.</summary>
internal sealed class RetireCommand : ProgramCommand
{
    public RetireCommand()
        : base(
            "retire",
            "Ends the simulation of this log for good, so that it holds nothing back any more; foreign events go on. It cannot be taken back.",
            ("retire", "also beside a running shop"))
    {
    }

    public override async Task<int> RunAsync(Invocation invocation, CancellationToken cancel)
    {
        await using var shop = await OpenShop.OpenAsync(invocation, SqliteAccess.Use, cancel);
        if (await shop.Stores.Runs.FindSimulationAsync(cancel) is null)
            throw new WorkFailedException($"the log of {shop.Stores.Folder.Path} has no simulation: there is nothing to retire");
        await Retirement.RunAsync(shop.Log, shop.Stores.Runs, cancel);
        await invocation.Output.Text.WriteLineAsync($"the simulation of {shop.Stores.Folder.Path} is retired: it writes nothing any more");
        return CommandLine.Succeeded;
    }
}
