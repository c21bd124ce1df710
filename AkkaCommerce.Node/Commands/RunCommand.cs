using System.CommandLine;
using Akka.Actor;
using AkkaCommerce.Analytics.Panes;
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

    private readonly Option<bool> _untilIdle = new("--until-idle") { Description = "End when all that the log holds is analysed, and say what stays open" };
    private readonly Option<bool> _skipGap = new("--skip-gap") { Description = "Go on where the log no longer holds what recovery needs" };

    public RunCommand()
        : base(
            CommandName,
            "Runs the shop: simulation, analytics and dashboard in one process (the default command).",
            ("run", "live, after two hours backfilled"),
            ("run --shoppers 1000", "a small shop: 1 to 3 events a second"),
            ("run --from 2025-09-07T00:00:00Z --until +1d --speed max", "a whole day at full speed, then a summary"),
            ("run --roles analytics,dashboard", "in one terminal"),
            ("run --roles simulation", "in another, on the same data folder"),
            ("run --roles analytics --until-idle", "analyses what the log holds, and ends"))
    {
        foreach (var option in SettingOptions()) Options.Add(option);
        Options.Add(_untilIdle);
        Options.Add(_skipGap);
    }

    /// <summary>Options of its own that settings have too.</summary>
    public static IEnumerable<Option> SettingOptions() =>
    [
        new SettingOption("--roles", "roles", "ROLES", "Any of simulation,analytics,dashboard [all]", "simulation", "analytics", "dashboard"),
        new SettingOption("--host", "cluster.host", "HOST", "With --seed-nodes: what the other nodes know this one by [127.0.0.1]"),
        new SettingOption("--port", "cluster.port", "PORT", "With --seed-nodes: 0 is any free one [0]"),
        .. SimulationSettingOptions.Events(),
        .. SimulationSettingOptions.Pace(),
    ];

    public override async Task<int> RunAsync(Invocation invocation, CancellationToken cancel)
    {
        var (program, time) = (invocation.Program, invocation.Time);
        var run = RunOptions.Read(invocation.Settings, invocation.Value(_untilIdle), invocation.Value(_skipGap));
        if (!program.Cluster.IsAlone && (program.Kafka is null || program.Sql is null))
            throw new ConfigurationException($"--seed-nodes goes with --log kafka and --sql: {ClusterOptions.Servers}");
        if (!run.Roles.Work()) OpenShop.CheckLog(program);
        RunningShop.CheckBeginning(program, run, time);
        using var watch = run.Roles.HasFlag(Roles.Dashboard) ? TerminalWatch.OpenOrNull(invocation.Signals) : null;
        var terminal = watch?.Terminal;
        terminal?.Draw(new DashboardFigures { Phase = program.Kafka is { } kafka ? $"asking Kafka at {kafka.Bootstrap}" : "starting", Tape = [] });

        await using var log = LogOf(invocation, run, terminal);
        using var disturbances = new Disturbances();
        using var ending = cancel.Register(disturbances.End);
        using var lines = new BoundedLogs(new LineLoggerProvider(log ?? invocation.Error, time), disturbances, time);
        using var loggers = LoggerFactory.Create(logging => logging
            .SetMinimumLevel(program.LogLevel)
            .AddFilter<Disturbances>(null, LogLevel.Warning)
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None) // why it does not start is said by whoever starts it, in a line
            .AddFilter("Akka.Hosting", LogLevel.None)
            .AddFilter("akka", GivenAkka.LogLevelOf(invocation.Settings, program.LogLevel))
            .AddProvider(lines)
            .AddProvider(disturbances));
        var notes = new List<string>();
        using var shop = run.Roles.Work()
            ? await RunningShop.OpenAsync(program, run, terminal is null ? invocation.Note : notes.Add, time, loggers, cancel)
            : await FoundAsync(invocation, run, terminal, cancel);
        var ends = await IsFinishedAsync(run, shop, cancel)
            ? [new RunSummary(Totals(shop)!.Value, null).ToString()]
            : await RunAsync(invocation, run, shop, loggers, disturbances, watch, cancel);
        terminal?.Dispose();
        lines.TellHeldBack();
        if (disturbances.Line(run.Roles.Work() && terminal is not null ? shop.Folder.ProgramLog : null) is { } disturbed) notes.Add(disturbed);
        notes.ForEach(invocation.Note);
        foreach (var line in ends) invocation.Output.Text.WriteLine(line);
        return CommandLine.Succeeded;
    }

    /// <summary>The program's log while a terminal shows the dashboard; null: it is standard error. Who only looks writes none beside what it looks at.</summary>
    private static TextWriter? LogOf(Invocation invocation, RunOptions run, Terminal? terminal) =>
        terminal is null ? null : run.Roles.Work() ? LogFile.Open(DataFolder.Open(invocation.Program.Data)) : TextWriter.Null;

    /// <summary>A shop that others run: waited for where there is none yet.</summary>
    private static async Task<RunningShop> FoundAsync(Invocation invocation, RunOptions run, Terminal? terminal, CancellationToken cancel)
    {
        var (path, said) = (DataFolder.At(invocation.Program.Data).Path, false);
        while (true)
        {
            if (await RunningShop.FindAsync(invocation.Program, invocation.Time, cancel) is { } shop) return shop;
            terminal?.Draw(new DashboardFigures { Phase = "no shop yet", Hint = "no process runs it: run" });
            if (terminal is null && !said) invocation.Note($"there is no shop in {path} yet: it is shown as soon as 'akkacommerce run' has begun it");
            said = true;
            await Task.Delay(run.Refresh, invocation.Time, cancel);
        }
    }

    /// <returns>What there is to say at the end, when nothing else speaks any more.</returns>
    private static async Task<IReadOnlyList<string>> RunAsync(
        Invocation invocation, RunOptions run, RunningShop shop, ILoggerFactory loggers, Disturbances disturbances, TerminalWatch? watch, CancellationToken cancel)
    {
        var (time, started) = (invocation.Time, invocation.Time.GetTimestamp());
        var analyses = run.Roles.HasFlag(Roles.Analytics);
        var before = analyses ? Totals(shop)?.Events ?? 0 : 0;
        Action<DashboardFigures> draw = watch is not null ? watch.Terminal.Draw : new FigureLines(invocation.Output.Text, time).Show;
        using var progress = watch is null ? invocation.Progress("catching up") : null;
        Action<DashboardFigures>? show = run.Roles.HasFlag(Roles.Dashboard) ? figures => draw(figures with { Warnings = disturbances.Count }) : null;
        if (progress is { IsSeen: true }) show += figures => progress.Report(figures.Backfill);
        var host = ShopHost.Build(invocation.Settings, invocation.Program, run, shop, loggers, time, show, watch?.Keys, cancel);
        await using var disposing = (IAsyncDisposable)host;
        await GivenAkka.StartAsync(host, invocation.Settings, cancel);
        try
        {
            var ended = await RunEnd.WaitAsync(host.Services, invocation.Program, run, shop, cancel);
            if (ended.Outcome == RunOutcome.Stopped) return [];
            var totals = (analyses ? Totals(shop) : null)
                ?? await LogTotals.ReadAsync(host.Services.GetRequiredService<IEventLog>(), host.Services.GetRequiredService<ActorSystem>());
            var added = analyses ? Math.Max(0, totals.Events - before) : ended.Written;
            return [new RunSummary(totals, time.GetElapsedTime(started)) { New = added }.ToString(), .. OpenWindows.Lines(ended.Shards, AnalysisOptions.Of(shop.Stores.LogRun))];
        }
        finally
        {
            watch?.Dispose();
            disturbances.End();
            await host.StopAsync(CancellationToken.None);
        }
    }

    private static async Task<bool> IsFinishedAsync(RunOptions run, RunningShop shop, CancellationToken cancel) =>
        !run.UntilIdle && run.Roles.HasFlag(Roles.Simulation | Roles.Analytics) && shop.Simulation is { Until: { } until }
        && shop.Stores.Windows.FinalThrough(shop.Stores.LogRun.Shards) is { } through && through >= until
        && (shop.Stores.Windows.NewestFinal() is not { } newest || await shop.Log.HoldsFinalAsync(newest.End, cancel));

    /// <summary>What all final windows hold together, and what is in none; null: none is final.</summary>
    private static RunTotals? Totals(RunningShop shop)
    {
        var stores = shop.Stores;
        if (stores.Windows.FinalThrough(stores.LogRun.Shards) is not { } through) return null;
        var (events, orders, revenue) = stores.Windows.TotalsThrough(through, stores.LogRun.Window);
        var (late, dead) = stores.Rejected.Totals();
        return new RunTotals(events, orders, revenue, late, dead);
    }
}
