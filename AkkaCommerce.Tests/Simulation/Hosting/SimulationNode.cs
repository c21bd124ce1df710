using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Hosting;
using Akka.Hosting;
using Akka.Remote.Hosting;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Simulation.Hosting;
using AkkaCommerce.Simulation.Shoppers;
using AkkaCommerce.Tests.Analytics.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Tests.Simulation.Hosting;

/// <summary>A cluster of one that simulates a shop into a log.</summary>
internal sealed class SimulationNode : IAsyncDisposable
{
    private readonly IHost _host;

    private SimulationNode(IHost host) => (_host, System) = (host, host.Services.GetRequiredService<ActorSystem>());

    public ActorSystem System { get; }

    public static async Task<SimulationNode> StartAsync(IEventLog log, SimulationRun run, FixedTables tables, SimulationOptions options, string hocon = "")
    {
        var services = new SimulationServices { Log = log, Run = AnalysisNode.RunOf(log), Shop = new Shop(run), Tables = tables, Time = TimeProvider.System };
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.ClearProviders();
        builder.Services.AddAkka("akkacommerce", akka => akka
            .AddHocon(hocon + Hocon, HoconAddMode.Prepend)
            .WithRemoting("127.0.0.1", 0)
            .WithClustering(new ClusterOptions { Roles = [SimulationOptions.Role] })
            .AddSimulation(options, services)
            .AddStartup((system, _) => Cluster.Get(system).Join(Cluster.Get(system).SelfAddress)));
        var host = builder.Build();
        await host.StartAsync();
        return new SimulationNode(host);
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
          persistence.journal.plugin = "akka.persistence.journal.inmem"
          cluster {
            log-info = off
            downing-provider-class = ""
            periodic-tasks-initial-delay = 20ms
            gossip-interval = 200ms
            leader-actions-interval = 200ms
            sharding {
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
