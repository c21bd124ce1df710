using Akka;
using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Cluster.Sharding;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Hosting;
using Akka.Pattern;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Simulation.Clock;
using AkkaCommerce.Simulation.Shards;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Simulation.Hosting;

/// <summary>The simulation in a node: a region of shoppers with a writer a shard, and one clock for all.</summary>
public static class SimulationHosting
{
    /// <summary>The type name of the region.</summary>
    public const string Region = "shop";

    private const string Hocon =
        $$"""
        # Few tasks at a time, each for long: a writer gathers thousands of answers in a row.
        akkacommerce-writer-dispatcher { type = Dispatcher, executor = default-executor, throughput = 256 }
        {{ShopperMailbox.Path}} { mailbox-type = "AkkaCommerce.Simulation.Shoppers.ShopperMailbox, AkkaCommerce.Simulation" }
        """;

    /// <summary>Adds the simulation; a journal and the cluster are the node's to add.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range; the message is a line for a person.</exception>
    public static AkkaConfigurationBuilder AddSimulation(this AkkaConfigurationBuilder builder, SimulationOptions options, SimulationServices services)
    {
        options.Validated();
        var local = new LocalWriters();
        services.Stopping.Register(local.BeginFinishing);
        return builder
            .AddHocon(Hocon, HoconAddMode.Prepend)
            .AddSimulationMessages()
            .WithShardRegion<ShopperActor>(Region, (system, _, _) => Entities(WriterParts(options, services, local, system), services.Shop),
                new ShopMessageExtractor(services.Run.Shards), new ShardOptions
                {
                    Role = SimulationOptions.Role,
                    StateStoreMode = StateStoreMode.DData,
                    RememberEntities = false,
                    ShouldPassivateIdleEntities = false,
                    HandOffStopMessage = Finish.Instance,
                })
            .WithSingleton<ShopClock>("shop-clock", (system, registry, _) => Supervised(ClockParts(options, services, local, system, registry)), new ClusterSingletonOptions
            {
                Role = SimulationOptions.Role,
                SingletonIdentificationInterval = TimeSpan.FromMilliseconds(200),
                LogSingletonIdentificationFailure = false,
            })
            .AddStartup((system, _) => FinishFirst(system, local, services.Time));
    }

    /// <summary>Adds what a node needs that is only told of the simulation.</summary>
    public static AkkaConfigurationBuilder AddSimulationMessages(this AkkaConfigurationBuilder builder) =>
        builder.WithCustomSerializer(SimulationSerializer.Name, SimulationSerializer.Types, system => new SimulationSerializer(system));

    private static Func<string, Props> Entities(ShardWriterParts writers, Shop shop) => id =>
    {
        if (ShopMessageExtractor.IsWriter(id, out var shard)) return ShardWriter.Props(writers, shard).WithDispatcher("akkacommerce-writer-dispatcher");
        return UserIds.TryParse(System.Text.Encoding.UTF8.GetBytes(id), out var user)
            ? ShopperActor.Props(shop, user).WithMailbox(ShopperMailbox.Path)
            : throw new ArgumentException($"{id} is no entity of the shop.", nameof(id));
    };

    private static ShardWriterParts WriterParts(SimulationOptions options, SimulationServices services, LocalWriters local, ActorSystem system) => new()
    {
        Log = services.Log,
        Shop = services.Shop,
        Pane = services.Run.Pane,
        Settings = new WriterSettings { From = services.Shop.Run.From },
        LiveShoppers = options.LiveShoppers,
        Retires = services.Tables.RetiresAsync,
        Region = () => ClusterSharding.Get(system).ShardRegion(Region),
        Time = services.Time,
        Local = local,
    };

    private static ShopClockParts ClockParts(SimulationOptions options, SimulationServices services, LocalWriters local, ActorSystem system, IActorRegistry registry) => new()
    {
        Settings = new ClockSettings
        {
            Shards = services.Run.Shards,
            From = services.Shop.Run.From,
            Pane = services.Run.Pane,
            Speed = options.Speed,
            Bound = Bound(options, services),
            Stride = Stride(options, services),
            LookBack = services.Shop.LookBack,
        },
        Tables = services.Tables,
        Region = () => registry.Get<ShopperActor>(),
        Time = services.Time,
        TickInterval = options.TickInterval,
        ReadInterval = options.ReadInterval,
        IsFinishing = () => local.AreFinishing,
        Tell = progress => DistributedPubSub.Get(system).Mediator.Tell(new Publish(ClockProgress.Topic, progress)),
    };

    /// <summary>The time that holds so many events, in the mean.</summary>
    private static TimeSpan Bound(SimulationOptions options, SimulationServices services)
    {
        var run = services.Shop.Run;
        var perSecond = run.Shoppers * run.VisitsPerDay * Shop.EventsPerVisit / TimeSpan.FromDays(1).TotalSeconds;
        var bound = TimeSpan.FromSeconds(Math.Min(options.Lead / perSecond, TimeSpan.FromDays(365).TotalSeconds));
        return bound > 2 * services.Run.Pane ? bound : 2 * services.Run.Pane;
    }

    /// <summary>Ten seconds of the wall clock, and at the greatest speed as far as the bound.</summary>
    private static TimeSpan Stride(SimulationOptions options, SimulationServices services) =>
        options.Speed.IsMax ? Bound(options, services) : TimeSpan.FromSeconds(Math.Max(1, 10 * options.Speed.Factor));

    /// <summary>A clock that has stopped, whatever for, comes back and recovers.</summary>
    internal static Props Supervised(ShopClockParts parts) => BackoffSupervisor.Props(
        Backoff.OnStop(ShopClock.Props(parts), "clock", TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(5), 0.2, maxNrOfRetries: -1)
            .WithAutoReset(TimeSpan.FromSeconds(10))
            .WithSupervisorStrategy(new OneForOneStrategy(_ => Directive.Stop)));

    /// <summary>Before the region stops everyone: writers commit what is gathered, then the log's writers close, each within a second.</summary>
    private static void FinishFirst(ActorSystem system, LocalWriters local, TimeProvider time) =>
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "finish-writers", async () =>
        {
            await local.FinishAsync();
            await local.ClosedAsync(time);
            return Done.Instance;
        });
}
