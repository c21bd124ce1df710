using Akka;
using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Hosting;
using Akka.Pattern;
using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Analytics.Storage;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Analytics.Hosting;

/// <summary>The analysis in a node: an analyst a shard, spread over the nodes of the role, and one board for all.</summary>
public static class AnalyticsHosting
{
    /// <summary>Adds the analysis; a journal (<see cref="Ingestion.Journal.SqliteJournal"/>) and the cluster are the node's to add.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range; the message is a line for a person.</exception>
    public static AkkaConfigurationBuilder AddAnalytics(this AkkaConfigurationBuilder builder, AnalyticsOptions options, AnalyticsServices services)
    {
        options.Validated();
        var analysis = AnalysisOptions.Of(services.Run);
        var grid = PaneGrid.Of(analysis);
        return builder
            .AddAnalyticsMessages()
            .WithSingleton<WindowBoard>("window-board", (_, _, _) => Supervised(WindowBoard.Props(BoardContextOf(services, analysis, grid)), "board"), new ClusterSingletonOptions
            {
                Role = AnalyticsOptions.Role,
                SingletonIdentificationInterval = TimeSpan.FromMilliseconds(200),
                BufferSize = 1000,
                LogSingletonIdentificationFailure = false,
            })
            .WithActors((system, registry) => registry.Register<LocalAnalysts>(system.ActorOf(LocalAnalysts.Props(DistributedPubSub.Get(system).Mediator), "local-analysts")))
            .WithShardedDaemonProcess<PartitionAnalyst>("analysts", services.Run.Shards, (system, registry, _) =>
            {
                var context = AnalystContextOf(services, analysis, grid, options, registry.Get<WindowBoard>(), DistributedPubSub.Get(system).Mediator);
                return shard => Supervised(PartitionAnalyst.Props(shard, context), $"analyst-{shard}");
            }, new ClusterDaemonOptions
            {
                Role = AnalyticsOptions.Role,
                KeepAliveInterval = TimeSpan.FromMilliseconds(500), // an analyst that nobody runs is started within it (default 10 s)
                HandoffStopMessage = FinishAnalysis.Instance,
            })
            .AddStartup((system, registry) => FinishFirst(system, registry.Get<LocalAnalysts>(), options.FinishWithin));
    }

    /// <summary>Adds what a node needs that is only told of the analysis.</summary>
    public static AkkaConfigurationBuilder AddAnalyticsMessages(this AkkaConfigurationBuilder builder) =>
        builder.WithCustomSerializer("akkacommerce-analytics", AnalyticsSerializer.Types, system => new AnalyticsSerializer(system));

    /// <summary>A stopped one comes back, the sooner the longer it had gone well.</summary>
    private static Props Supervised(Props child, string name) => BackoffSupervisor.Props(
        Backoff.OnStop(child, name, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(10), 0.2, maxNrOfRetries: -1)
            .WithAutoReset(TimeSpan.FromSeconds(10))
            .WithSupervisorStrategy(new OneForOneStrategy(_ => Directive.Stop))
            .WithFinalStopMessage(message => message is FinishAnalysis));

    private static void FinishFirst(ActorSystem system, IActorRef analysts, TimeSpan within) =>
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "finish-analysis", async () =>
        {
            try
            {
                await analysts.Ask<Done>(FinishAnalysis.Instance, within);
            }
            catch (AskTimeoutException)
            {
                // What is unfinished is taken up from the log again: it is as good as killed.
            }
            return Done.Instance;
        });

    private static BoardContext BoardContextOf(AnalyticsServices services, AnalysisOptions analysis, PaneGrid grid)
    {
        var (store, rejected) = (new WindowStore(services.Database, grid), new RejectedStore(services.Database, grid));
        return new BoardContext
        {
            Shards = services.Run.Shards,
            Options = analysis,
            Logger = services.Loggers.CreateLogger<WindowBoard>(),
            Load = () =>
            {
                var received = store.ReadReceived(services.Run.Shards);
                var first = BoardCore.FirstPaneNeeded(received, analysis);
                return new BoardCore(services.Run.Shards, analysis, received, store.PanesFrom(first), rejected.CountsFrom(first, received.Used));
            },
            Write = store.TryMove,
            IsSaid = services.Database.IsSaid,
            Publisher = PublisherOf(services, store),
            WriteLive = live => store.WriteLive(live, Timestamp.From(services.Time.GetUtcNow())),
        };
    }

    private static Props? PublisherOf(AnalyticsServices services, WindowStore store) => services.Log.Snapshots is not { } topic ? null : SnapshotPublisher.Props(new PublisherContext
    {
        Topic = topic,
        FinalsAfter = store.FinalsAfter,
        FinalAt = store.FinalAt,
        Logger = services.Loggers.CreateLogger<SnapshotPublisher>(),
    });

    private static AnalystContext AnalystContextOf(AnalyticsServices services, AnalysisOptions analysis, PaneGrid grid, AnalyticsOptions options, IActorRef board, IActorRef mediator) => new()
    {
        Log = services.Log,
        Options = analysis,
        Board = board,
        ReadRun = services.ReadRun,
        WriteRows = new RejectedStore(services.Database, grid).Write,
        Report = status =>
        {
            services.Report(status);
            mediator.Tell(new Publish(AnalystStatus.Topic, status));
        },
        Tell = recent => mediator.Tell(new Publish(RecentEvents.Topic, recent)),
        IsSaid = services.Database.IsSaid,
        SkipGap = options.SkipGap,
        Time = services.Time,
        Logger = services.Loggers.CreateLogger<PartitionAnalyst>(),
    };
}
