using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Hosting;
using Akka.Hosting;
using Akka.Remote.Hosting;
using AkkaCommerce.Analytics.Hosting;
using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Storage;
using AkkaCommerce.Ingestion.Journal;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Tests.Analytics.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AkkaCommerce.Tests.Analytics.Hosting;

/// <summary>A cluster of one that analyses a log.</summary>
internal sealed class AnalysisNode : IAsyncDisposable
{
    private readonly IHost _host;

    private AnalysisNode(IHost host, AnalyticsServices services)
    {
        (_host, Services) = (host, services);
        System = host.Services.GetRequiredService<ActorSystem>();
        Windows = new WindowStore(services.Database, PaneGrid.Of(AnalysisOptions.Of(services.Run)));
        Watch = new AnalysisWatch(services, ActorRegistry.For(System));
    }

    public ActorSystem System { get; }
    public AnalyticsServices Services { get; }
    public WindowStore Windows { get; }
    public AnalysisWatch Watch { get; }

    public static LogRun RunOf(IEventLog log) => new()
    {
        Identity = log.Identity,
        Shards = log.Shards,
        Pane = TimeSpan.FromSeconds(10),
        Window = TimeSpan.FromMinutes(5),
        Lateness = TimeSpan.FromSeconds(10),
    };

    public static async Task<AnalysisNode> StartAsync(IEventLog log, TemporaryDatabase database, SimulationRun? run)
    {
        var services = new AnalyticsServices
        {
            Log = log,
            Run = RunOf(log),
            Database = database.Database,
            ReadRun = () => run,
            Report = _ => { },
            Loggers = NullLoggerFactory.Instance,
            Time = TimeProvider.System,
        };
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.ClearProviders();
        builder.Services.AddAkka("akkacommerce", akka => akka
            .AddHocon(Hocon, HoconAddMode.Prepend)
            .WithRemoting("127.0.0.1", 0)
            .WithClustering(new ClusterOptions { Roles = [AnalyticsOptions.Role] })
            .AddSqliteJournal(database.Path)
            .AddAnalytics(new AnalyticsOptions(), services)
            .AddStartup((system, _) => Cluster.Get(system).Join(Cluster.Get(system).SelfAddress)));
        var host = builder.Build();
        await host.StartAsync();
        return new AnalysisNode(host, services);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private const string Hocon =
        """
        akka {
          stdout-loglevel = OFF
          loglevel = OFF
          log-dead-letters = off
          actor.serialize-messages = on
          cluster {
            log-info = off
            downing-provider-class = ""
            periodic-tasks-initial-delay = 20ms
            gossip-interval = 200ms
            leader-actions-interval = 200ms
            sharding {
              remember-entities = off
              state-store-mode = ddata
              passivate-idle-entity-after = off
              retry-interval = 200ms
              waiting-for-state-timeout = 500ms
              updating-state-timeout = 1s
              coordinator-failure-backoff = 500ms
              distributed-data.durable.keys = []
            }
            singleton.hand-over-retry-interval = 200ms
            distributed-data { gossip-interval = 200ms, notify-subscribers-interval = 50ms }
          }
          coordinated-shutdown.phases { cluster-sharding-shutdown-region.timeout = 1s, cluster-exiting.timeout = 500ms, cluster-exiting-done.timeout = 500ms }
        }
        """;
}
