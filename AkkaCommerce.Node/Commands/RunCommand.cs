using System.CommandLine;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Node.Hosting;
using AkkaCommerce.Node.Reporting;

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
        var run = RunOptions.Read(invocation.Settings, invocation.Value(_untilIdle), invocation.Value(_skipGap));
        using var terminal = run.Roles.HasFlag(Roles.Dashboard) ? Terminal.OpenOrNull() : null;
        invocation.Signals.BeforeExit = () => terminal?.Dispose();
        terminal?.Draw(new DashboardFigures { Phase = "starting" });
        using var host = ShopHost.Build(invocation.Settings, invocation.Program, run, invocation.Error, invocation.Time);
        await host.StartAsync(cancel);
        await Task.Delay(Timeout.InfiniteTimeSpan, invocation.Time, cancel).ContinueWith(static _ => { }, TaskScheduler.Default);
        await host.StopAsync(CancellationToken.None);
        return CommandLine.Succeeded;
    }
}
