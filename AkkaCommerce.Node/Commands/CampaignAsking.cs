using System.CommandLine;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Ingestion.Sql;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Node.Reporting;
using AkkaCommerce.Simulation.Clock;
using AkkaCommerce.Simulation.Hosting;

namespace AkkaCommerce.Node.Commands;

/// <summary>Puts a campaign into the table of commands, and waits some seconds for the shop's clock to take it up.</summary>
internal static class CampaignAsking
{
    /// <summary>A clock that lives reads the table five times a second.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static Option<string> Length() =>
        new("--for") { HelpName = "SPAN", Description = "How long, in the shop's time, 1s to 365d", DefaultValueFactory = _ => "10m" };

    /// <exception cref="ConfigurationException">It is no span, or out of range.</exception>
    public static TimeSpan Length(Invocation invocation, Option<string> option)
    {
        var text = invocation.Value(option)!;
        return Quantity.TryParseDuration(text, out var length) && length.Ticks % TimeSpan.TicksPerSecond == 0 && length >= TimeSpan.FromSeconds(1) && length <= CampaignCommand.Longest
            ? length
            : throw new ConfigurationException($"--for: '{text}' is not whole seconds from 1s to 365d (such as 90s, 10m, 1h30m)");
    }

    /// <param name="check">Refuses what does not fit the shop.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> AskAsync(Invocation invocation, CampaignCommand command, Action<SimulationRun> check, CancellationToken cancel)
    {
        var stores = await OpenShop.OpenStoresAsync(invocation, SqliteAccess.Use, cancel);
        if (await stores.Runs.FindSimulationAsync(cancel) is not { } run)
            throw new WorkFailedException($"the database {stores.Database.Name} has no simulation: there is no shop to ask");
        if (run.Retiring || run.Retired) throw new WorkFailedException($"the simulation of {stores.Database.Name} was ended for good ('akkacommerce retire'): nothing starts there any more");
        check(run);
        var (kind, body) = command.ToRow();
        var id = await stores.Commands.AddAsync(kind, body, Timestamp.From(invocation.Time.GetUtcNow()), cancel);
        var taken = await TakenAsync(stores.Commands, new ClockJournal(stores.Database), id, invocation.Time, cancel);
        await invocation.Output.Text.WriteLineAsync($"campaign {id} ({CampaignsCommand.What(command)} for {Show.Span(command.Length)}) {Outcome(taken, run)}");
        return CommandLine.Succeeded;
    }

    /// <summary>What became of it; null: the clock has not taken it up yet.</summary>
    private static async Task<AskedCampaign?> TakenAsync(CommandStore commands, ClockJournal journal, long id, TimeProvider time, CancellationToken cancel)
    {
        var asked = time.GetTimestamp();
        while (true)
        {
            if ((await AskedCampaign.AllAsync(commands, journal, cancel)).FirstOrDefault(one => one.Command.Id == id) is { IsTaken: true } taken) return taken;
            if (time.GetElapsedTime(asked) >= Patience) return null;
            await Task.Delay(Pause, time, cancel);
        }
    }

    private static string Outcome(AskedCampaign? taken, SimulationRun run) =>
        taken is null ? $"waits: no shop has taken it up within {Patience.TotalSeconds:0} s; the next 'akkacommerce run' that simulates does, or a cluster that is replacing a lost node"
        : run.Until is { } until && taken.After >= until ? $"is taken up, and no visit will see it: it would hold after {taken.After}, and the shop ends at {until}"
        : $"holds for visits that start after {taken.After}, up to {taken.Through}";
}
