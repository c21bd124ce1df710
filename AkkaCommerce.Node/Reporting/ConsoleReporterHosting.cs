using Akka.Actor;
using Akka.Cluster;
using Akka.Hosting;
using AkkaCommerce.Analytics.Storage;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Node.Hosting;
using AkkaCommerce.Node.Screen;
using AnalyticsOptions = AkkaCommerce.Analytics.Hosting.AnalyticsOptions;
using SimulationOptions = AkkaCommerce.Simulation.Hosting.SimulationOptions;

namespace AkkaCommerce.Node.Reporting;

/// <summary>The console reporter in a node.</summary>
internal static class ConsoleReporterHosting
{
    /// <param name="log">Null: the shop is only looked at.</param>
    /// <param name="show">Takes a picture's figures.</param>
    /// <param name="keys">A person's; null: none are read.</param>
    public static AkkaConfigurationBuilder AddConsoleReporter(
        this AkkaConfigurationBuilder akka, ClusterOptions cluster, RunOptions run, RunningShop shop, IEventLog? log, TimeProvider time, Action<DashboardFigures> show,
        Keyboard? keys)
    {
        ReporterContext ContextOf(ActorSystem system) => new()
        {
            Scene = new DashboardScene(run.Simulation.Zone, run.Simulation.Speed, run.Roles.HasFlag(Roles.Simulation))
            {
                HearsEvents = run.Roles.HasFlag(Roles.Analytics) || !cluster.IsAlone,
                HearsClock = run.Roles.HasFlag(Roles.Simulation) || !cluster.IsAlone,
            },
            Show = show,
            Refresh = run.Refresh,
            Look = look => LookInto(shop, look, cluster.IsAlone ? shop.Folder.IsHeld : role => HasRole(system, role)),
            Keys = keys,
            Time = time,
            Away = () => log?.Away ?? shop.Stores.Database.Away,
        };
        return akka.WithActors((system, registry) => registry.Register<ConsoleReporter>(system.ActorOf(ConsoleReporter.Props(ContextOf(system)), "console-reporter")));
    }

    private static TableFigures LookInto(RunningShop shop, TableLook look, Func<string, bool> isHeld)
    {
        var (windows, (late, dead)) = (shop.Stores.Windows, shop.Stores.Rejected.Totals());
        var finals = windows.NewestFinals(look.After ?? Timestamp.Min, FigureBoard.MostFinals);
        return new(StateOf(shop, isHeld), late, dead, finals, look.Live ? windows.Live() : null)
        {
            Trend = finals.Count > 0 ? windows.Trend(Timestamp.Max, FigureBoard.MostTrend) : null,
            Past = look.Past is { } step && Find(windows, step) is { } past ? new PastWindow(past, windows.Trend(past.End, FigureBoard.MostTrend)) : null,
            Stepped = look.Past,
        };
    }

    private static WindowSnapshot? Find(WindowStore windows, PastStep step) =>
        step.Length is { } length ? windows.FinalFrom(step.From, step.Steps * length) : windows.FinalFrom(step.From, step.Steps);

    private static bool HasRole(ActorSystem system, string role) =>
        Cluster.Get(system).State.Members.Any(member => member.Status == MemberStatus.Up && member.HasRole(role));

    private static ShopState StateOf(RunningShop shop, Func<string, bool> isHeld) => new(
        shop.Stores.Runs.ReadSimulation(), isHeld(SimulationOptions.Role), isHeld(AnalyticsOptions.Role),
        shop.Stores.Windows.FinalThrough(shop.Stores.LogRun.Shards));
}
