using System.CommandLine;
using Akka.Actor;
using AkkaCommerce.Analytics.Hosting;
using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Storage;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Node.Hosting;
using AkkaCommerce.Node.Reporting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Node.Commands;

/// <summary>The shop: any of its roles in one process.</summary>
internal sealed class RunCommand : ProgramCommand
{
    public const string CommandName = "run";

    private readonly Option<bool> _untilIdle = new("--until-idle") { Description = "End when all that the log holds is analysed" };
    private readonly Option<bool> _skipGap = new("--skip-gap") { Description = "Go on where the log no longer holds what recovery needs" };

    public RunCommand()
        : base(
            CommandName,
            "Runs the shop: simulation, analytics and dashboard in one process (the default command).",
            ("run", "live, after two hours backfilled"),
            ("run --shoppers 1000", "a small shop: 1 to 2 events a second"),
            ("run --from 2025-09-07T00:00:00Z --until +1d --speed max", "a whole day at full speed, then a summary"),
            ("run --roles analytics,dashboard", "in one terminal"),
            ("run --roles simulation", "in another, on the same data folder"),
            ("run --roles analytics --until-idle", "analyses what the log holds, and ends"))
    {
        Options.Add(new SettingOption("--roles", "roles", "ROLES", "Any of simulation,analytics,dashboard [all]"));
        foreach (var option in SimulationSettingOptions.Events()) Options.Add(option);
        foreach (var option in SimulationSettingOptions.Pace()) Options.Add(option);
        Options.Add(_untilIdle);
        Options.Add(_skipGap);
    }

    public override async Task<int> RunAsync(Invocation invocation, CancellationToken cancel)
    {
        var started = invocation.Time.GetTimestamp();
        var (program, time) = (invocation.Program, invocation.Time);
        var run = RunOptions.Read(invocation.Settings, invocation.Value(_untilIdle), invocation.Value(_skipGap));
        using var terminal = run.Roles.HasFlag(Roles.Dashboard) ? Terminal.OpenOrNull() : null;
        invocation.Signals.BeforeExit = () => terminal?.Dispose();
        terminal?.Draw(new DashboardFigures { Phase = "starting" });

        await using var file = terminal is null ? null : LogFile.Open(DataFolder.Open(program.Data).Path);
        using var loggers = LoggerFactory.Create(logging => logging
            .SetMinimumLevel(program.LogLevel)
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddProvider(new LineLoggerProvider(file ?? invocation.Error, time)));
        await using var stores = await ShopStores.OpenAsync(program, run, loggers, time, cancel);
        await using var reports = new ShardReports(new ShardStore(stores.Database), time, loggers.CreateLogger<ShardReports>());
        var analysis = new AnalyticsServices
        {
            Log = stores.Log,
            Run = stores.LogRun,
            Open = stores.Database.Connect,
            ReadRun = stores.Runs.ReadSimulation,
            Report = reports.Report,
            Loggers = loggers,
            Time = time,
        };
        var windows = new WindowStore(stores.Database.Connect, PaneGrid.Of(AnalysisOptions.Of(stores.LogRun)));
        if (IsFinished(run, stores, windows))
        {
            terminal?.Dispose();
            invocation.Output.Text.WriteLine(await SummaryAsync(run, stores, windows, null, cancel));
            return CommandLine.Succeeded;
        }

        var lines = new FigureLines(invocation.Output.Text, time);
        Action<DashboardFigures>? show = !run.Roles.HasFlag(Roles.Dashboard) ? null : terminal is not null ? terminal.Draw : lines.Show;
        using var host = ShopHost.Build(invocation.Settings, program, run, stores, analysis, loggers, time, show);
        await host.StartAsync(cancel);
        try
        {
            var outcome = await RunEnd.WaitAsync(host.Services.GetRequiredService<ActorSystem>(), run, stores.Simulation, analysis, cancel);
            terminal?.Dispose();
            if (outcome != RunOutcome.Stopped)
                invocation.Output.Text.WriteLine(await SummaryAsync(run, stores, windows, time.GetElapsedTime(started), CancellationToken.None));
        }
        finally
        {
            terminal?.Dispose();
            await host.StopAsync(CancellationToken.None);
        }
        return CommandLine.Succeeded;
    }

    private static bool IsFinished(RunOptions run, ShopStores stores, WindowStore windows) =>
        run.Roles.HasFlag(Roles.Simulation | Roles.Analytics) && stores.Simulation is { Until: { } until }
        && windows.FinalThrough(stores.LogRun.Shards) is { } through && through >= until;

    private static async Task<RunSummary> SummaryAsync(RunOptions run, ShopStores stores, WindowStore windows, TimeSpan? elapsed, CancellationToken cancel)
    {
        if (run.Roles.HasFlag(Roles.Analytics) && windows.FinalThrough(stores.LogRun.Shards) is { } through)
        {
            var (events, orders, revenue) = windows.TotalsThrough(through, stores.LogRun.Window);
            return new RunSummary(events, orders, revenue, elapsed);
        }
        var held = await stores.StatisticsAsync(cancel);
        return new RunSummary(
            held.Where(partition => (int)partition.Topic < Topics.EventTopics).Sum(partition => partition.NextOffset),
            held.Where(partition => partition.Topic == Topic.Purchases).Sum(partition => partition.NextOffset), null, elapsed);
    }
}
