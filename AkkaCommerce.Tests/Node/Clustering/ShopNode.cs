using System.Diagnostics;
using System.Text.Json;
using Akka.Actor;
using Akka.Cluster;
using Akka.Hosting;
using Akka.Remote;
using Akka.Remote.Transport;
using AkkaCommerce.Analytics.Hosting;
using AkkaCommerce.Ingestion.Journal;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Node.Clustering;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Simulation.Clock;
using AkkaCommerce.Simulation.Hosting;
using AkkaCommerce.Simulation.Shoppers;
using AkkaCommerce.Tests.Analytics.Hosting;
using AkkaCommerce.Tests.Analytics.Storage;
using AkkaCommerce.Tests.Simulation.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using AnalyticsOptions = AkkaCommerce.Analytics.Hosting.AnalyticsOptions;
using ClusterOptions = AkkaCommerce.Node.Configuration.ClusterOptions;
using SimulationOptions = AkkaCommerce.Simulation.Hosting.SimulationOptions;

namespace AkkaCommerce.Tests.Node.Clustering;

/// <summary>A node of a cluster, with the settings of the program.</summary>
/// <remarks>
/// Not with <c>serialize-messages</c>: Akka's own events of members would go through JSON, which loses their ages, and two nodes take themselves for the
/// oldest. What crosses nodes is serialized anyway.
/// </remarks>
internal sealed class ShopNode : IAsyncDisposable
{
    /// <summary>The adapter lets a test cut a node's connections.</summary>
    private const string Hocon =
        """
        akka {
          loglevel = OFF
          remote.dot-netty.tcp.applied-adapters = ["trttl"]
        }
        """;

    private readonly IHost _host;
    private readonly CancellationTokenSource _stopping = new();

    public ShopNode(ClusterOptions options, Roles roles, ShopOfNode shop, IEventLog log, TemporaryDatabase database, SimulationRun run, ShopSpeed speed)
    {
        var membership = new Membership(options, shop, NullLogger<Membership>.Instance, TimeProvider.System);
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.ClearProviders();
        builder.Services.AddAkka(Membership.SystemName, akka =>
        {
            akka.AddHocon(AkkaCommerce.Node.Configuration.Hocon.Reference(), HoconAddMode.Append)
                .AddClusterNode(options, roles, membership, NullLogger<NodeActor>.Instance)
                .AddHocon(Hocon, HoconAddMode.Prepend)
                .AddSqliteJournal(database.Path);
            if (roles.HasFlag(Roles.Simulation)) akka.AddSimulation(new SimulationOptions { Speed = speed }, SimulationOf(log, run));
            if (roles.HasFlag(Roles.Analytics)) akka.AddAnalytics(new AnalyticsOptions(), AnalysisOf(log, database, run));
        });
        _host = builder.Build();
        _host.Start();
        System = _host.Services.GetRequiredService<ActorSystem>();
        Kept = membership.KeepAsync(System, _stopping.Token);
    }

    public ActorSystem System { get; }

    /// <summary>Ends with a reason when the node is no member any more.</summary>
    public Task Kept { get; }

    public string Address => NodeActor.Text(Cluster.Get(System).SelfAddress);

    public async Task UpAsync()
    {
        using var patience = new CancellationTokenSource(ShopOfNodes.Patience);
        while (Cluster.Get(System).SelfMember.Status != MemberStatus.Up)
        {
            if (Kept.IsFaulted) await Kept;
            await Task.Delay(20, patience.Token);
        }
    }

    /// <summary>What the cluster looks like from here.</summary>
    public Task<ClusterView> ViewAsync() => NodeActor.At(System, Cluster.Get(System).SelfAddress).Ask<ClusterView>(new AskCluster(), ShopOfNodes.Patience);

    /// <summary>Looks until it is so.</summary>
    public async Task<ClusterView> ViewAsync(Func<ClusterView, bool> isSo)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var view = await ViewAsync();
            if (isSo(view)) return view;
            if (Stopwatch.GetElapsedTime(began) > ShopOfNodes.Patience) throw new TimeoutException($"Still: {JsonSerializer.Serialize(view, NodeJson.Default.ClusterView)}");
            await Task.Delay(50);
        }
    }

    /// <summary>From now on nothing goes between this node and another, in either direction; it lives on, and knows of nothing.</summary>
    public Task CutFromAsync(ShopNode other) => ((IRemoteActorRefProvider)((ExtendedActorSystem)System).Provider).Transport.ManagementCommand(
        new SetThrottle(Cluster.Get(other.System).SelfAddress, ThrottleTransportAdapter.Direction.Both, Blackhole.Instance));

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _host.StopAsync();
        _host.Dispose();
    }

    private static SimulationServices SimulationOf(IEventLog log, SimulationRun run) => new()
    {
        Log = log,
        Run = AnalysisNode.RunOf(log),
        Shop = new Shop(run),
        Tables = new FixedTables { Until = run.Until },
        Time = TimeProvider.System,
    };

    private static AnalyticsServices AnalysisOf(IEventLog log, TemporaryDatabase database, SimulationRun run) => new()
    {
        Log = log,
        Run = AnalysisNode.RunOf(log),
        Database = database.Database,
        ReadRun = () => run,
        Report = _ => { },
        Loggers = NullLoggerFactory.Instance,
        Time = TimeProvider.System,
    };
}
