using AkkaCommerce.Tests.Ingestion.Kafka;
using AkkaCommerce.Tests.Ingestion.Sql;
using AkkaCommerce.Tests.Node.Processes;

namespace AkkaCommerce.Tests.Node.Faults;

/// <summary>Something that goes wrong in a cluster at work, and is over when the act is.</summary>
internal sealed record ClusterFault(string Name, Func<FaultyCluster, Random, Task> Act)
{
    /// <summary>Beyond a transaction's timeout, and long after the others have given a node up.</summary>
    private static readonly TimeSpan VeryLong = TimeSpan.FromSeconds(15);

    /// <summary>Done before any node starts.</summary>
    public Action<FaultyCluster> Prepare { get; init; } = _ => { };

    /// <summary>Why it cannot be tried here; null: it can.</summary>
    public string? Missing { get; init; }

    /// <summary>How poison begins: no event, nor JSON.</summary>
    public const string Poison = "poison";

    /// <summary>Every topic of the log gets what is no event, nor anything else of ours, and in the midst of it a node is killed.</summary>
    public static ClusterFault Poisoned { get; } = new("poisoned", async (cluster, random) =>
    {
        var poisoning = cluster.PoisonAsync(records: 500);
        await Task.Delay(random.Next(500));
        cluster[random.Next(FaultyCluster.Nodes)].Kill();
        await poisoning;
    });

    /// <summary>A round of these is part of every run of the tests.</summary>
    public static IReadOnlyList<ClusterFault> Usual { get; } =
    [
        new("node-killed", (cluster, random) => Now(() => cluster[random.Next(FaultyCluster.Nodes)].Kill())),
        new("node-stalled", async (cluster, random) =>
        {
            var node = cluster[random.Next(FaultyCluster.Nodes)];
            node.Stop();
            await Task.Delay(VeryLong);
            node.Continue();
        }),
        new("broker-killed", async (_, random) =>
        {
            var broker = 1 + random.Next(KafkaControl.Brokers);
            await KafkaControl.KillAsync(broker);
            await Task.Delay(random.Next(3000));
            await KafkaControl.StartAsync(broker);
        }),
        new("acknowledgements-cut", async (_, random) =>
        {
            for (var cut = 0; cut < 20; cut++)
            {
                await FaultyCluster.CutKafkaAsync();
                await Task.Delay(random.Next(300));
            }
        }),
        new("postgres-restarted", async (_, random) =>
        {
            await PostgresControl.StopAsync();
            await Task.Delay(random.Next(5000));
            await PostgresControl.StartAsync();
        }),
        new("nodes-split", async (cluster, random) =>
        {
            var node = random.Next(FaultyCluster.Nodes);
            cluster.Split(node, apart: true);
            await Task.Delay(TimeSpan.FromSeconds(10));
            cluster.Split(node, apart: false);
        }),
    ];

    /// <summary>These take longer, or are worse; all are tried by hand.</summary>
    public static IReadOnlyList<ClusterFault> All { get; } =
    [
        .. Usual,
        new("acknowledgement-lost", (cluster, random) => cluster.DeafenAsync(random.Next(FaultyCluster.Nodes), VeryLong)),
        // Its shards are taken over, and it still means to write: soon enough that its messages have not timed out.
        new("stalled-with-a-batch", (cluster, random) => cluster.StallAsync(random.Next(FaultyCluster.Nodes), KafkaMoment.Beginning, TimeSpan.FromSeconds(9))),
        // The coordinator is heard: a transaction whose messages time out is aborted before the broker does it.
        new("produce-unheard", (cluster, random) => cluster.DeafenAsync(random.Next(FaultyCluster.Nodes), TimeSpan.FromSeconds(12), KafkaMoment.Produced.Api)),
        new("killed-after-produce", (cluster, random) => cluster.KillAsync(random.Next(FaultyCluster.Nodes), KafkaMoment.Produced)),
        new("killed-before-commit", (cluster, random) => cluster.KillAsync(random.Next(FaultyCluster.Nodes), KafkaMoment.Committing)),
        new("killed-after-commit", (cluster, random) => cluster.KillAsync(random.Next(FaultyCluster.Nodes), KafkaMoment.Committed)),
        new("killed-in-recovery", async (cluster, random) =>
        {
            // One of the others takes its shards over, and is killed in the midst of that.
            var node = random.Next(FaultyCluster.Nodes);
            var taking = cluster.KillAsync((node + 1) % FaultyCluster.Nodes, KafkaMoment.Opened);
            cluster[node].Kill();
            await taking;
        }),
        new("killed-before-telling", (cluster, random) => cluster.KillAtEntryAsync(random.Next(FaultyCluster.Nodes))),
        Poisoned,
        new("oldest-killed", (cluster, _) => Now(() => cluster[0].Kill())),
        new("two-nodes-killed", (cluster, _) => Now(() =>
        {
            cluster[1].Kill();
            cluster[2].Kill();
        })),
        new("all-nodes-killed", (cluster, _) => Now(() =>
        {
            for (var node = 0; node < FaultyCluster.Nodes; node++) cluster[node].Kill();
        })),
        new("node-stalled-shortly", async (cluster, random) =>
        {
            var node = cluster[random.Next(FaultyCluster.Nodes)];
            node.Stop();
            await Task.Delay(1000 + random.Next(8000));
            node.Continue();
        }),
        new("nodes-come-and-go", async (cluster, random) =>
        {
            for (var time = 0; time < 6; time++)
            {
                if (cluster[time % FaultyCluster.Nodes] is { HasEnded: false } node) node.Terminate();
                await Task.Delay(1000 + random.Next(1000));
            }
        }),
        new("all-brokers-killed", async (_, _) =>
        {
            await KafkaControl.AllAsync(KafkaControl.KillAsync);
            await KafkaControl.AllAsync(KafkaControl.StartAsync);
        }),
        new("broker-stalled", async (_, random) =>
        {
            var broker = 1 + random.Next(KafkaControl.Brokers);
            await KafkaControl.PauseAsync(broker);
            await Task.Delay(12_000);
            await KafkaControl.ResumeAsync(broker);
        }),
        new("disk-full", async (cluster, random) =>
        {
            // A node that runs writes next to nothing there: it has to start without space, too.
            var node = random.Next(FaultyCluster.Nodes);
            cluster.Disk(node).Fill();
            await Task.Delay(2000);
            cluster[node].Terminate();
            await Task.Delay(10_000);
            cluster.Disk(node).Free();
        })
        {
            Prepare = cluster => cluster.GiveDisks(),
            Missing = SmallDisk.Missing,
        },
        new("clock-jumps", async (cluster, random) =>
        {
            var clock = cluster.Clock(random.Next(FaultyCluster.Nodes));
            clock.Set(TimeSpan.FromHours(1));
            await cluster.ReportsAheadAsync(TimeSpan.FromMinutes(50));
            clock.Set(TimeSpan.FromHours(-1));
            await Task.Delay(4000);
            clock.Set(TimeSpan.Zero);
        })
        {
            Prepare = cluster => cluster.GiveClocks(),
            Missing = WallClock.Missing,
        },
    ];

    public override string ToString() => Name;

    private static Task Now(Action act)
    {
        act();
        return Task.CompletedTask;
    }
}
