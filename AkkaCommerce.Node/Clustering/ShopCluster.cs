using Akka.Cluster;
using Akka.Cluster.Hosting;
using Akka.Configuration;
using Akka.Hosting;
using AkkaCommerce.Analytics.Hosting;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Simulation.Hosting;
using Microsoft.Extensions.Logging;
using ClusterOptions = AkkaCommerce.Node.Configuration.ClusterOptions;

namespace AkkaCommerce.Node.Clustering;

/// <summary>The cluster that a process belongs to: of several nodes, or of itself.</summary>
internal static class ShopCluster
{
    /// <summary>Nobody takes its shards over, or sees it leave: its writers and analysts finish, and nothing waits for every entity to have stopped.</summary>
    private const string NobodyElse =
        """
        akka.coordinated-shutdown.phases {
          cluster-sharding-shutdown-region.enabled = off
          cluster-leave.enabled = off
          cluster-exiting.enabled = off
          cluster-exiting-done.enabled = off
          cluster-shutdown.enabled = off
        }
        """;

    /// <summary>A process alone joins itself, on loopback and a free port.</summary>
    public static AkkaConfigurationBuilder AddClusterOfOne(this AkkaConfigurationBuilder akka, Roles roles) => akka
        .AddHocon(NobodyElse, HoconAddMode.Prepend)
        .WithClustering(new() { Roles = roles.Names() })
        .AddStartup((system, _) =>
        {
            var cluster = Cluster.Get(system);
            cluster.Join(cluster.SelfAddress);
        });

    /// <summary>One node of several; it joins when <see cref="Membership.KeepAsync"/> is called.</summary>
    public static AkkaConfigurationBuilder AddClusterNode(
        this AkkaConfigurationBuilder akka, ClusterOptions options, Roles roles, Membership membership, ILogger<NodeActor> logger) => akka
        .AddHocon(Hocon.ClusterOfSeveral(), HoconAddMode.Prepend)
        .AddHocon(ListeningAt(options), HoconAddMode.Prepend)
        .WithClustering(new() { Roles = roles.Names() })
        .WithCustomSerializer(NodeSerializer.Name, NodeSerializer.Types, system => new NodeSerializer(system))
        .AddMessages(roles)
        .WithActors((system, registry) => registry.Register<NodeActor>(system.ActorOf(NodeActor.Props(membership.Shop, logger), NodeActor.Name)));

    public static Config ListeningAt(ClusterOptions options) => ConfigurationFactory.ParseString(
        $$"""akka.remote.dot-netty.tcp { hostname = "{{options.Host}}", public-hostname = "{{options.Host}}", port = {{options.Port}} }""");

    /// <summary>Each node is told of the shop by those that simulate and analyse it.</summary>
    private static AkkaConfigurationBuilder AddMessages(this AkkaConfigurationBuilder akka, Roles roles)
    {
        if (!roles.HasFlag(Roles.Analytics)) akka.AddAnalyticsMessages();
        return roles.HasFlag(Roles.Simulation) ? akka : akka.AddSimulationMessages();
    }
}
