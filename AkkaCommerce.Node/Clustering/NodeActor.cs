using System.Globalization;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Sharding;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Hosting;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Simulation.Shoppers;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Node.Clustering;

/// <summary>
/// Answers for its node: which shop it belongs to, what lives on it, and what the whole cluster looks like from here. It hears how far all analysts are.
/// </summary>
internal sealed partial class NodeActor : UntypedActor, IWithTimers
{
    /// <summary>Its name, below the guardian of every node.</summary>
    public const string Name = "node";

    /// <summary>How long what lives on a node is waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>A cluster that begins or ends has two nodes for a while.</summary>
    private static readonly TimeSpan LastingTwo = TimeSpan.FromSeconds(20);

    private readonly ShopOfNode _shop;
    private readonly ILogger _logger;
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly SortedDictionary<int, AnalystStatus> _analysts = [];

    public NodeActor(ShopOfNode shop, ILogger logger) => (_shop, _logger) = (shop, logger);

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(ShopOfNode shop, ILogger logger) => Akka.Actor.Props.Create(() => new NodeActor(shop, logger));

    /// <summary>That of a node.</summary>
    public static ActorSelection At(ActorSystem system, Address node) => system.ActorSelection(new RootActorPath(node) / "user" / Name);

    /// <summary>Asks that of a node; null: it does not answer in time.</summary>
    /// <exception cref="OperationCanceledException">Nobody wants to know any more.</exception>
    public static async Task<T?> AskOrNullAsync<T>(ActorSystem system, Address node, INodeMessage question, TimeSpan patience, CancellationToken cancel) where T : class, INodeMessage
    {
        try
        {
            return await At(system, node).Ask<T>(question, patience, cancel);
        }
        catch (Exception e) when (e is AskTimeoutException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    protected override void PreStart()
    {
        DistributedPubSub.Get(Context.System).Mediator.Tell(new Subscribe(AnalystStatus.Topic, Self));
        _cluster.Subscribe(Self, ClusterEvent.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.IReachabilityEvent));
    }

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case AnalystStatus status: _analysts[status.Shard] = status; break;
            case AskShop: Sender.Tell(_shop, Self); break;
            case AskHosted: HostedAsync(Context.System).PipeTo(Sender, Self); break;
            case AskCluster: ViewAsync(Context.System, [.. _analysts.Values]).PipeTo(Sender, Self); break;
            case ClusterEvent.IMemberEvent or ClusterEvent.IReachabilityEvent: Tell(message); CountNodes(); break;
            case AreTwo: Two(_logger); break;
        }
    }

    private void Tell(object change)
    {
        switch (change)
        {
            case ClusterEvent.MemberUp { Member: var node }: Up(_logger, Text(node.Address), string.Join(", ", node.Roles.Order(StringComparer.Ordinal))); break;
            case ClusterEvent.UnreachableMember { Member: var node }: Missed(_logger, Text(node.Address)); break;
            case ClusterEvent.ReachableMember { Member: var node }: Back(_logger, Text(node.Address)); break;
            case ClusterEvent.MemberRemoved { Member: var node, PreviousStatus: MemberStatus.Down }: GivenUp(_logger, Text(node.Address)); break;
            case ClusterEvent.MemberRemoved { Member: var node }: Left(_logger, Text(node.Address)); break;
        }
    }

    /// <summary>Nodes that are a majority go on where others are lost: of two, neither is.</summary>
    private void CountNodes()
    {
        if (_cluster.State.Members.Count != 2) Timers.Cancel(nameof(AreTwo));
        else if (!Timers.IsTimerActive(nameof(AreTwo))) Timers.StartSingleTimer(nameof(AreTwo), new AreTwo(), LastingTwo);
    }

    private static async Task<Hosted> HostedAsync(ActorSystem system)
    {
        var registry = ActorRegistry.For(system);
        var simulated = registry.TryGet<ShopperActor>(out var region) ? await region.Ask<ShardRegionStats>(GetShardRegionStats.Instance, Patience) : null;
        var analysed = registry.TryGet<LocalAnalysts>(out var analysts) ? await analysts.Ask<LocalAnalysts.Shards>(new LocalAnalysts.AskShards(), Patience) : null;
        return new Hosted([.. simulated?.Stats.Select(SimulatedOf).OrderBy(shard => shard.Shard) ?? Enumerable.Empty<SimulatedShard>()], analysed?.Here ?? []);

        static SimulatedShard SimulatedOf(KeyValuePair<string, int> shard) => new(int.Parse(shard.Key, CultureInfo.InvariantCulture), shard.Value);
    }

    private static async Task<ClusterView> ViewAsync(ActorSystem system, IReadOnlyList<AnalystStatus> analysts)
    {
        var cluster = Cluster.Get(system);
        var state = cluster.State;
        var members = state.Members.OrderBy(member => member, Member.AgeOrdering).ToArray();
        var hosted = await Task.WhenAll(members.Select(member => AskOrNullAsync<Hosted>(system, member.Address, new AskHosted(), 2 * Patience, CancellationToken.None)));
        return new ClusterView(
            Text(cluster.SelfAddress),
            [.. members.Select((member, i) => new NodeView(
                Text(member.Address), [.. member.Roles.Order(StringComparer.Ordinal)], member.Status.ToString().ToLowerInvariant(),
                !state.Unreachable.Contains(member), hosted[i] is not null))],
            ShardsOf([.. members.Select(member => Text(member.Address))], hosted, analysts));
    }

    private static ShardView[] ShardsOf(string[] nodes, Hosted?[] hosted, IReadOnlyList<AnalystStatus> analysts)
    {
        var shards = new SortedDictionary<int, ShardView>();
        foreach (var status in analysts)
            shards[status.Shard] = Of(status.Shard) with
            {
                ClosedThrough = Known(status.ClosedThrough),
                CommittedThrough = Known(status.CommittedThrough),
                Lag = status.Lag,
                HeldBy = status.HeldBackBy,
            };
        for (var node = 0; node < nodes.Length; node++)
        {
            foreach (var (shard, entities) in hosted[node]?.Simulated ?? []) shards[shard] = Of(shard) with { Simulated = nodes[node], Entities = entities };
            foreach (var shard in hosted[node]?.Analysed ?? []) shards[shard] = Of(shard) with { Analysed = nodes[node] };
        }
        return [.. shards.Values];

        ShardView Of(int shard) => shards.GetValueOrDefault(shard) ?? new ShardView(shard, null, null, null, null, null, null, null);
    }

    private static string? Known(Timestamp moment) => moment == Timestamp.Min ? null : moment.ToString();

    /// <summary>As options name a node.</summary>
    public static string Text(Address address) => string.Create(CultureInfo.InvariantCulture, $"{address.Host}:{address.Port}");

    private sealed record AreTwo : INoSerializationVerificationNeeded;

    [LoggerMessage(1, LogLevel.Warning, "The cluster has two nodes: when one is lost, the other is no majority, and may stop too. Three or more go on.")]
    private static partial void Two(ILogger logger);

    [LoggerMessage(3, LogLevel.Information, "Node {Node} is up ({Roles})")]
    private static partial void Up(ILogger logger, string node, string roles);

    [LoggerMessage(4, LogLevel.Warning, "Node {Node} does not answer")]
    private static partial void Missed(ILogger logger, string node);

    [LoggerMessage(5, LogLevel.Information, "Node {Node} answers again")]
    private static partial void Back(ILogger logger, string node);

    [LoggerMessage(6, LogLevel.Warning, "Node {Node} is given up: what lived there goes on elsewhere")]
    private static partial void GivenUp(ILogger logger, string node);

    [LoggerMessage(7, LogLevel.Information, "Node {Node} has left")]
    private static partial void Left(ILogger logger, string node);
}
