using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Hosting;
using Akka.Hosting;
using AkkaCommerce.Node.Configuration;

namespace AkkaCommerce.Node.Hosting;

/// <summary>A process alone is a cluster of one: it joins itself, on loopback and a free port.</summary>
internal static class ClusterOfOne
{
    public static AkkaConfigurationBuilder AddClusterOfOne(this AkkaConfigurationBuilder akka, Roles roles) => akka
        .WithClustering(new ClusterOptions { Roles = roles.Names() })
        .AddStartup((system, _) =>
        {
            var cluster = Cluster.Get(system);
            cluster.Join(cluster.SelfAddress);
        });

    /// <summary>
    /// Stops the node: its writers and analysts finish, and that is all there is to do in order. Nobody takes its shards over or sees it leave, so the
    /// phases for that are left out, and its shoppers are not stopped one by one.
    /// </summary>
    public static Task StopAsync(ActorSystem system) =>
        CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.ClrExitReason.Instance, CoordinatedShutdown.PhaseBeforeActorSystemTerminate);
}
