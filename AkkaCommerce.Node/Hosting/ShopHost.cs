using Akka.Hosting;
using AkkaCommerce.Analytics.Hosting;
using AkkaCommerce.Analytics.Journal;
using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Storage;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Node.Reporting;
using AkkaCommerce.Simulation.Clock;
using AkkaCommerce.Simulation.Hosting;
using AkkaCommerce.Simulation.Shoppers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Node.Hosting;

/// <summary>Puts together what the roles of a process need.</summary>
internal static class ShopHost
{
    /// <summary>Beyond it the host ends what still runs.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Standard output is the reporter's: Akka, its loggers gone, would speak there while it stops.</summary>
    private const string SilentOutput = "akka.stdout-loglevel = OFF";

    public static IHost Build(
        Settings settings, ProgramOptions program, RunOptions run, ShopStores stores, AnalyticsServices analysis, ILoggerFactory loggers, TimeProvider time,
        Action<DashboardFigures>? show)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "akkacommerce" });
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(loggers);
        builder.Services.AddAkka("akkacommerce", (akka, _) =>
        {
            akka.AddHocon(settings.Akka, HoconAddMode.Append)
                .AddHocon(SilentOutput, HoconAddMode.Prepend)
                .AddLogs(loggers, program.LogLevel)
                .AddClusterOfOne(run.Roles)
                .AddSqliteJournal(stores.Folder.Database);
            if (run.Roles.HasFlag(Roles.Simulation)) akka.AddSimulation(OptionsOf(run.Simulation), ServicesOf(stores, time));
            if (run.Roles.HasFlag(Roles.Analytics)) akka.AddAnalytics(new() { SkipGap = run.SkipGap }, analysis);
            if (show is not null) akka.AddConsoleReporter(run, stores, time, show);
        });
        return builder.Build();
    }

    private static AkkaConfigurationBuilder AddConsoleReporter(
        this AkkaConfigurationBuilder akka, RunOptions run, ShopStores stores, TimeProvider time, Action<DashboardFigures> show)
    {
        var grid = PaneGrid.Of(AnalysisOptions.Of(stores.LogRun));
        var context = new ReporterContext
        {
            Scene = new DashboardScene(
                stores.Simulation?.Zone ?? run.Simulation.Zone, run.Simulation.Speed, stores.Simulation?.Until, run.Roles.HasFlag(Roles.Simulation)),
            Show = show,
            Refresh = run.Refresh,
            Windows = new WindowStore(stores.Database.Connect, grid),
            Rejected = new RejectedStore(stores.Database.Connect, grid),
            Time = time,
        };
        return akka.WithActors((system, registry) => registry.Register<ConsoleReporter>(system.ActorOf(ConsoleReporter.Props(context), "console-reporter")));
    }

    private static Simulation.Hosting.SimulationOptions OptionsOf(Configuration.SimulationOptions options) => new()
    {
        Speed = new ShopSpeed(options.Speed),
        LiveShoppers = options.LiveShoppers,
        Lead = options.Lead,
    };

    private static SimulationServices ServicesOf(ShopStores stores, TimeProvider time) => new()
    {
        Log = stores.Log,
        Run = stores.LogRun,
        Shop = new Shop(stores.Simulation!),
        Tables = new SimulationTables(stores.Runs, new(stores.Database), stores.LogRun.Shards, time),
        Time = time,
    };
}
