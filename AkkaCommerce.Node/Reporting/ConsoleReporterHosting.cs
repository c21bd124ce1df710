using Akka.Actor;
using Akka.Cluster;
using Akka.Hosting;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Node.Hosting;
using AnalyticsOptions = AkkaCommerce.Analytics.Hosting.AnalyticsOptions;
using SimulationOptions = AkkaCommerce.Simulation.Hosting.SimulationOptions;

namespace AkkaCommerce.Node.Reporting;

/// <summary>The console reporter in a node.</summary>
internal static class ConsoleReporterHosting
{
    /// <param name="log">Null: the shop is only looked at.</param>
    /// <param name="show">Takes a picture's figures.</param>
    public static AkkaConfigurationBuilder AddConsoleReporter(
        this AkkaConfigurationBuilder akka, ClusterOptions cluster, RunOptions run, RunningShop shop, IEventLog? log, TimeProvider time, Action<DashboardFigures> show)
    {
        ReporterContext ContextOf(ActorSystem system) => new()
        {
            Scene = new DashboardScene(run.Simulation.Zone, run.Simulation.Speed, run.Roles.HasFlag(Roles.Simulation)),
            Show = show,
            Refresh = run.Refresh,
            Look = look => LookInto(shop, look, cluster.IsAlone ? shop.Folder.IsHeld : role => HasRole(system, role)),
            Time = time,
            Away = () => log?.Away ?? shop.Stores.Database.Away,
        };
        return akka.WithActors((system, registry) => registry.Register<ConsoleReporter>(system.ActorOf(ConsoleReporter.Props(ContextOf(system)), "console-reporter")));
    }

    private static TableFigures LookInto(RunningShop shop, TableLook look, Func<string, bool> isHeld)
    {
        var (windows, (late, dead)) = (shop.Stores.Windows, shop.Stores.Rejected.Totals());
        return new(StateOf(shop, isHeld), late, dead, windows.NewestFinals(look.After ?? Timestamp.Min, FigureBoard.MostFinals), look.Live ? windows.Live() : null);
    }

    private static bool HasRole(ActorSystem system, string role) =>
        Cluster.Get(system).State.Members.Any(member => member.Status == MemberStatus.Up && member.HasRole(role));

    private static ShopState StateOf(RunningShop shop, Func<string, bool> isHeld) => new(
        shop.Stores.Runs.ReadSimulation(), isHeld(SimulationOptions.Role), isHeld(AnalyticsOptions.Role),
        shop.Stores.Windows.FinalThrough(shop.Stores.LogRun.Shards));
}
