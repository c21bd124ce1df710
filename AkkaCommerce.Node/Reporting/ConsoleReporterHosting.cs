using Akka.Hosting;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Node.Hosting;

namespace AkkaCommerce.Node.Reporting;

/// <summary>The console reporter in a node.</summary>
internal static class ConsoleReporterHosting
{
    /// <param name="show">Takes a picture's figures.</param>
    public static AkkaConfigurationBuilder AddConsoleReporter(
        this AkkaConfigurationBuilder akka, RunOptions run, RunningShop shop, IEventLog log, TimeProvider time, Action<DashboardFigures> show)
    {
        var context = new ReporterContext
        {
            Scene = new DashboardScene(shop.Simulation?.Zone ?? run.Simulation.Zone, run.Simulation.Speed, shop.Simulation?.Until, run.Roles.HasFlag(Roles.Simulation)),
            Show = show,
            Refresh = run.Refresh,
            Windows = shop.Stores.Windows,
            Rejected = shop.Stores.Rejected,
            Time = time,
            LogAway = () => log.Away,
        };
        return akka.WithActors((system, registry) => registry.Register<ConsoleReporter>(system.ActorOf(ConsoleReporter.Props(context), "console-reporter")));
    }
}
