namespace AkkaCommerce.Node.Clustering;

/// <summary>What nodes, and a command outside of their cluster, ask each other about themselves: each question to <see cref="NodeActor"/>, answered once.</summary>
internal interface INodeMessage;

/// <summary>Which shop is it that you are a node of? Answered by <see cref="ShopOfNode"/>, also by a node that has not joined.</summary>
internal sealed record AskShop : INodeMessage;

/// <summary>What all nodes of a shop have in common beside the run records, which each has obeyed before.</summary>
/// <param name="Log">The log's own name.</param>
/// <param name="Speed">As configured; null: the node does not simulate.</param>
internal sealed record ShopOfNode(string Log, string? Speed) : INodeMessage
{
    /// <summary>What another node has otherwise, each <c>name: theirs, not ours</c>; empty: nothing.</summary>
    public IReadOnlyList<string> DifferencesFrom(ShopOfNode theirs)
    {
        var differences = new List<string>();
        if (theirs.Log != Log) differences.Add($"the log is {theirs.Log}, not {Log}");
        if (theirs.Speed is { } speed && Speed is { } mine && speed != mine) differences.Add($"speed is {speed}, not {mine}");
        return differences;
    }
}

/// <summary>What lives with you? Answered by <see cref="Hosted"/>.</summary>
internal sealed record AskHosted : INodeMessage;

/// <summary>What lives on a node.</summary>
/// <param name="Simulated">Shards of the shop's region.</param>
/// <param name="Analysed">Shards whose analysts live there.</param>
internal sealed record Hosted(IReadOnlyList<SimulatedShard> Simulated, IReadOnlyList<int> Analysed) : INodeMessage;

/// <summary>A shard of the shop's region.</summary>
/// <param name="Entities">Live ones: its writer, and shoppers.</param>
internal sealed record SimulatedShard(int Shard, int Entities);

/// <summary>What does the cluster look like from where you are? Answered by <see cref="ClusterView"/>.</summary>
internal sealed record AskCluster : INodeMessage;

/// <summary>The cluster as one of its nodes sees it.</summary>
/// <param name="Asked">The node that was asked, <c>HOST:PORT</c>.</param>
/// <param name="Nodes">By age, the oldest first.</param>
/// <param name="Shards">By number, those of which anything is known.</param>
internal sealed record ClusterView(string Asked, IReadOnlyList<NodeView> Nodes, IReadOnlyList<ShardView> Shards) : INodeMessage;

/// <summary>A node of the cluster.</summary>
/// <param name="Status">As Akka names it: joining, up, leaving, exiting, down.</param>
/// <param name="IsReachable">Whether no other node misses its heartbeats.</param>
/// <param name="Answers">Whether it said in time what lives on it.</param>
internal sealed record NodeView(string Address, IReadOnlyList<string> Roles, string Status, bool IsReachable, bool Answers);

/// <summary>A shard, wherever it lives. Times are ISO 8601; null: not known.</summary>
/// <param name="Simulated">The node whose region has it.</param>
/// <param name="Entities">Live ones there.</param>
/// <param name="Analysed">The node whose analyst it is.</param>
/// <param name="CommittedThrough">The simulation's progress that is folded.</param>
/// <param name="Lag">Records not yet folded.</param>
/// <param name="HeldBy">What holds closing back.</param>
internal sealed record ShardView(
    int Shard, string? Simulated, int? Entities, string? Analysed, string? ClosedThrough, string? CommittedThrough, long? Lag, string? HeldBy);
