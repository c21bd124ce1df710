using System.Collections;
using Akka.Actor;
using Akka.Hosting;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Node.Clustering;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Node.Hosting;
using AkkaCommerce.Simulation.Clock;
using AkkaCommerce.Simulation.Hosting;
using AkkaCommerce.Simulation.Shoppers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Benchmarks;

/// <summary>A cluster of one, with the program's own settings, that simulates a shop into a log as fast as it goes.</summary>
internal sealed class SimulationNode : IAsyncDisposable
{
    /// <summary>The clock's journal is no part of what is measured, and nobody reads the log.</summary>
    private const string Hocon = """akka { loglevel = OFF, persistence.journal.plugin = "akka.persistence.journal.inmem" }""";

    private readonly IHost _host;

    private SimulationNode(IHost host)
    {
        _host = host;
        Commits = new CommitMeter(System);
    }

    public ActorSystem System => _host.Services.GetRequiredService<ActorSystem>();

    /// <summary>Where its shoppers and writers live.</summary>
    public IActorRef Region => ActorRegistry.For(System).Get<ShopperActor>();

    public CommitMeter Commits { get; }

    /// <param name="live">How many shoppers may live at once; null: all of them, however unevenly they fall to the shards.</param>
    public static async Task<SimulationNode> StartAsync(IEventLog log, int shoppers, int? live = null, ISimulationTables? tables = null)
    {
        var services = new SimulationServices
        {
            Log = log,
            Run = new LogRun { Identity = log.Identity, Shards = log.Shards, Pane = TimeSpan.FromSeconds(10), Window = TimeSpan.FromMinutes(5), Lateness = TimeSpan.FromSeconds(10) },
            Shop = new Shop(RunOf(shoppers)),
            Tables = tables ?? new EndlessRun(),
            Time = TimeProvider.System,
        };
        var options = new Simulation.Hosting.SimulationOptions { Speed = ShopSpeed.Max, LiveShoppers = live ?? Math.Min(2 * shoppers, 1_000_000) };
        var settings = Node.Configuration.Settings.Load(new Dictionary<string, (string, string)>(), new Hashtable(), null, Path.GetTempPath());
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Services.AddAkka("akkacommerce", akka => akka
            .AddHocon(settings.Akka, HoconAddMode.Append)
            .AddHocon(Hocon, HoconAddMode.Prepend)
            .AddClusterOfOne(Roles.Simulation)
            .AddSimulation(options, services));
        var host = builder.Build();
        await host.StartAsync();
        return new SimulationNode(host);
    }

    /// <summary>The default shop, with so many shoppers.</summary>
    public static SimulationRun RunOf(int shoppers) => new()
    {
        Seed = 1,
        Shoppers = shoppers,
        Products = 125,
        VisitsPerDay = 8,
        From = new Timestamp(1_757_246_400_000),
        Zone = TimeSpan.Zero,
    };

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
