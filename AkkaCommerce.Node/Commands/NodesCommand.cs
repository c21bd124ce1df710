using System.CommandLine;
using System.Text.Json;
using Akka.Actor;
using AkkaCommerce.Node.Clustering;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Node.Reporting;
using Spectre.Console;

namespace AkkaCommerce.Node.Commands;

/// <summary>The cluster as one of its nodes sees it, asked from outside.</summary>
internal sealed class NodesCommand : ProgramCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>No node: it reaches nodes, and says nothing.</summary>
    private static readonly Akka.Configuration.Config Asking = Akka.Configuration.ConfigurationFactory.ParseString(
        """
        akka { loglevel = OFF, stdout-loglevel = OFF, log-dead-letters = off, log-dead-letters-during-shutdown = off, actor.provider = remote }
        akka.coordinated-shutdown { run-by-clr-shutdown-hook = off, exit-clr = off }
        """);

    private readonly Option<bool> _json = JsonOutput.Option();

    public NodesCommand()
        : base(
            "nodes",
            "Shows the nodes of a cluster, their roles, and which shards live on each; asks one of --seed-nodes.",
            ("nodes --seed-nodes 127.0.0.1:4053", "two tables"),
            ("nodes --seed-nodes 127.0.0.1:4053,127.0.0.1:4054 --json", "one JSON object, of the first that answers"))
    {
        Options.Add(_json);
    }

    public override async Task<int> RunAsync(Invocation invocation, CancellationToken cancel)
    {
        var nodes = invocation.Program.Cluster.SeedNodes;
        if (nodes.Count == 0) throw new ConfigurationException("nodes needs --seed-nodes HOST:PORT, several separated by commas: any nodes of the cluster");
        var view = await AskAsync(invocation.Program.Cluster, cancel) ?? throw new WorkFailedException($"no node answers at {string.Join(", ", nodes)}: start one with 'akkacommerce run', or name another with --seed-nodes");
        if (invocation.Value(_json)) Write(invocation.Output, view);
        else Write(invocation.Output.Tables, view);
        return CommandLine.Succeeded;
    }

    /// <returns>What the first that answers says; null: none does.</returns>
    private static async Task<ClusterView?> AskAsync(ClusterOptions cluster, CancellationToken cancel)
    {
        var setup = BootstrapSetup.Create().WithConfig(ShopCluster.ListeningAt(cluster with { Port = 0 }).WithFallback(Hocon.ClusterOfSeveral()).WithFallback(Asking));
        using var system = ActorSystem.Create(Membership.SystemName, setup.And(NodeSerializer.Setup));
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var asked = cluster.SeedNodes.Select(node => NodeActor.AskOrNullAsync<ClusterView>(system, Membership.AddressOf(system, node), new AskCluster(), Patience, enough.Token)).ToList();
        while (asked.Count > 0)
        {
            var first = await Task.WhenAny(asked);
            if (await first is { } view)
            {
                await enough.CancelAsync();
                return view;
            }
            asked.Remove(first);
        }
        return null;
    }

    private static void Write(IAnsiConsole console, ClusterView view)
    {
        var table = SnapshotTables.Table("node", ["simulates", "analyses"]).AddColumn("status").AddColumn("roles");
        foreach (var node in view.Nodes)
        {
            table.AddRow(
                node.Address, Show.Count(view.Shards.Count(shard => shard.Simulated == node.Address)), Show.Count(view.Shards.Count(shard => shard.Analysed == node.Address)),
                !node.IsReachable ? $"{node.Status}, unreachable" : !node.Answers ? $"{node.Status}, does not answer" : node.Status, string.Join(", ", node.Roles));
        }
        console.Write(table);
        if (view.Shards.Count == 0) return;
        table = SnapshotTables.Table("shard", ["live", "closed through", "lag"]).AddColumn("simulated by").AddColumn("analysed by").AddColumn("held by");
        foreach (var shard in view.Shards)
        {
            table.AddRow(
                Show.Count(shard.Shard), shard.Entities is { } live ? Show.Count(live) : "-", shard.ClosedThrough ?? "-", shard.Lag is { } lag ? Show.Count(lag) : "-",
                shard.Simulated ?? "-", shard.Analysed ?? "-", Markup.Escape(shard.HeldBy ?? "-"));
        }
        console.Write(table);
    }

    private static void Write(Output output, ClusterView view)
    {
        JsonSerializer.Serialize(output.Stream, view, NodeJson.Default.ClusterView);
        output.Stream.WriteByte((byte)'\n');
    }
}
