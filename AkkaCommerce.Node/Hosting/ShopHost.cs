using Akka;
using Akka.Hosting;
using AkkaCommerce.Analytics.Hosting;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Node.Clustering;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Node.Reporting;
using AkkaCommerce.Node.Screen;
using AkkaCommerce.Simulation.Clock;
using AkkaCommerce.Simulation.Hosting;
using AkkaCommerce.Simulation.Shoppers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ActorSystem = Akka.Actor.ActorSystem;
using CoordinatedShutdown = Akka.Actor.CoordinatedShutdown;

namespace AkkaCommerce.Node.Hosting;

/// <summary>Puts together what the roles of a process need.</summary>
internal static class ShopHost
{
    /// <summary>Beyond it the host ends what still runs.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(2);

    /// <param name="show">Takes the dashboard's figures; null: there is none.</param>
    /// <param name="keys">A person's, who looks at the dashboard; null: none are read.</param>
    /// <param name="stopping">Cancelled when the program is asked to end.</param>
    public static IHost Build(
        Settings settings, ProgramOptions program, RunOptions run, RunningShop shop, ILoggerFactory loggers, TimeProvider time, Action<DashboardFigures>? show,
        Keyboard? keys, CancellationToken stopping)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "akkacommerce" });
        builder.Services
            .AddSingleton<IHostLifetime, QuietLifetime>()
            .Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout)
            .AddSingleton(time)
            .AddSingleton(loggers)
            .AddSingleton(typeof(ILogger<>), typeof(Logger<>))
            .AddSingleton(provider => MembershipOf(program, run, shop, provider));
        if (run.Roles.Work()) AddStores(builder.Services, shop);
        builder.Services.AddAkka("akkacommerce", (akka, services) =>
        {
            akka.AddHocon(settings.Akka, HoconAddMode.Append).AddLogs(loggers, program.LogLevel);
            if (program.Cluster.IsAlone) akka.AddClusterOfOne(run.Roles);
            else akka.AddClusterNode(program.Cluster, run.Roles, services.GetRequiredService<Membership>(), loggers.CreateLogger<NodeActor>());
            if (run.Roles.Work()) shop.Database.AddJournal(akka).AddStartup((system, _) => CloseAtTheEnd(system, services));
            if (run.Roles.HasFlag(Roles.Simulation)) akka.AddSimulation(OptionsOf(run.Simulation), SimulationOf(shop, services, stopping));
            if (run.Roles.HasFlag(Roles.Analytics)) akka.AddAnalytics(new() { SkipGap = run.SkipGap }, services.GetRequiredService<AnalyticsServices>());
            if (show is not null) akka.AddConsoleReporter(program.Cluster, run, shop, services.GetService<IEventLog>(), time, show, keys);
            akka.AddGiven(settings, program.LogLevel);
        });
        return builder.Build();
    }

    private static Membership MembershipOf(ProgramOptions program, RunOptions run, RunningShop shop, IServiceProvider services) => new(
        program.Cluster,
        new ShopOfNode(shop.Stores.LogRun.Identity, run.Roles.HasFlag(Roles.Simulation) ? new ShopSpeed(run.Simulation.Speed).ToString() : null),
        services.GetRequiredService<ILogger<Membership>>(),
        services.GetRequiredService<TimeProvider>());

    /// <summary>The log, and what the analysis says of itself: for who works on the shop.</summary>
    private static void AddStores(IServiceCollection services, RunningShop shop)
    {
        services
            .AddSingleton(shop.Stores.Shards)
            .AddSingleton<IRetentionFloor, RecoveryFloor>()
            .AddSingleton<ShardReports>()
            .AddSingleton(provider => AnalysisOf(shop.Stores, provider));
        shop.Log.AddTo(services);
    }

    private static void CloseAtTheEnd(ActorSystem system, IServiceProvider services) =>
        CoordinatedShutdown.Get(system).AddTask("close-stores", "close-stores", async () =>
        {
            await services.GetRequiredService<ShardReports>().DisposeAsync();
            await services.GetRequiredService<IEventLog>().DisposeAsync();
            return Done.Instance;
        });

    private static Simulation.Hosting.SimulationOptions OptionsOf(Configuration.SimulationOptions options) => new()
    {
        Speed = new ShopSpeed(options.Speed),
        LiveShoppers = options.LiveShoppers,
        Lead = options.Lead,
    };

    private static SimulationServices SimulationOf(RunningShop shop, IServiceProvider services, CancellationToken stopping)
    {
        var (stores, time) = (shop.Stores, services.GetRequiredService<TimeProvider>());
        return new()
        {
            Log = services.GetRequiredService<IEventLog>(),
            Run = stores.LogRun,
            Shop = new Shop(shop.Simulation!),
            Tables = new SqlSimulationTables(stores.Runs, stores.Commands, stores.Shards, stores.LogRun.Shards, time),
            Time = time,
            Stopping = stopping,
        };
    }

    private static AnalyticsServices AnalysisOf(ShopStores stores, IServiceProvider services) => new()
    {
        Log = services.GetRequiredService<IEventLog>(),
        Run = stores.LogRun,
        Database = stores.Database,
        ReadRun = stores.Runs.ReadSimulation,
        Report = services.GetRequiredService<ShardReports>().Report,
        Loggers = services.GetRequiredService<ILoggerFactory>(),
        Time = services.GetRequiredService<TimeProvider>(),
    };
}
