using Akka.Cluster;
using Akka.Cluster.Hosting;
using Akka.Hosting;
using AkkaCommerce.Node.Configuration;

namespace AkkaCommerce.Node.Hosting;

/// <summary>A process alone is a cluster of one: it joins itself, on loopback and a free port.</summary>
internal static class ClusterOfOne
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

    public static AkkaConfigurationBuilder AddClusterOfOne(this AkkaConfigurationBuilder akka, Roles roles) => akka
        .AddHocon(NobodyElse, HoconAddMode.Prepend)
        .WithClustering(new ClusterOptions { Roles = roles.Names() })
        .AddStartup((system, _) =>
        {
            var cluster = Cluster.Get(system);
            cluster.Join(cluster.SelfAddress);
        });
}
