using System.Collections.Immutable;
using System.Globalization;
using Akka.Actor;
using Akka.Cluster;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Node.Commands;
using AkkaCommerce.Node.Configuration;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Node.Clustering;

/// <summary>A node's way into its cluster, and out of it against its will.</summary>
internal sealed partial class Membership(ClusterOptions options, ShopOfNode shop, ILogger<Membership> logger, TimeProvider time)
{
    /// <summary>The name of the actor system, which all nodes share.</summary>
    public const string SystemName = "akkacommerce";

    /// <summary>How long a seed node is asked which shop is its.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>After which it is said that nobody lets the node in.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public ShopOfNode Shop => shop;

    /// <summary>The address of a node, which is reached as this one is.</summary>
    /// <param name="node"><c>HOST:PORT</c>.</param>
    public static Address AddressOf(ActorSystem system, string node)
    {
        var colon = node.LastIndexOf(':');
        var own = ((ExtendedActorSystem)system).Provider.DefaultAddress;
        return own.WithHost(node[..colon]).WithPort(int.Parse(node[(colon + 1)..], CultureInfo.InvariantCulture));
    }

    /// <summary>Joins, and waits for the end of the membership that nobody here asked for; then it throws.</summary>
    /// <exception cref="StoreRefusedException">The cluster is another shop's; the message names the differences.</exception>
    /// <exception cref="WorkFailedException">The others went on without this node.</exception>
    public async Task KeepAsync(ActorSystem system, CancellationToken cancel)
    {
        await CheckAsync(system, cancel);
        var cluster = Cluster.Get(system);
        cluster.JoinSeedNodes(options.SeedNodes.Select(seed => AddressOf(system, seed)).ToImmutableList());
        var began = time.GetTimestamp();
        for (var said = false; cluster.SelfMember.Status is not MemberStatus.Up && !system.WhenTerminated.IsCompleted;)
        {
            if (!said && time.GetElapsedTime(began) > Usual)
            {
                Waiting(logger, string.Join(", ", options.SeedNodes));
                said = true;
            }
            await Task.Delay(Pause, time, cancel);
        }
        await system.WhenTerminated.WaitAsync(cancel);
        throw new WorkFailedException("the other nodes went on without this one, which they could not reach: nothing is lost; start it again");
    }

    /// <summary>No node of another shop is joined: asked of the first seed that answers.</summary>
    private async Task CheckAsync(ActorSystem system, CancellationToken cancel)
    {
        var others = options.SeedNodes.Where(seed => !AddressOf(system, seed).Equals(Cluster.Get(system).SelfAddress)).ToArray();
        var answers = await Task.WhenAll(others.Select(seed => NodeActor.AskOrNullAsync<ShopOfNode>(system, AddressOf(system, seed), new AskShop(), Patience, cancel)));
        foreach (var (seed, theirs) in others.Zip(answers))
            if (theirs is not null && shop.DifferencesFrom(theirs) is { Count: > 0 } differences)
                throw new StoreRefusedException($"the cluster of {seed} is not of this shop: there {string.Join(", ", differences)}");
    }

    [LoggerMessage(2, LogLevel.Warning, "No node of the cluster lets this one in (asked: {Seeds}): it waits")]
    private static partial void Waiting(ILogger logger, string seeds);
}
