using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Memory;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Simulation.Clock;
using AkkaCommerce.Simulation.Hosting;

namespace AkkaCommerce.Tests.Simulation.Hosting;

/// <summary>The whole simulation on a real cluster of one.</summary>
public sealed class SimulatedClusterTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static SimulationRun Run { get; } = new()
    {
        Seed = 7,
        Shoppers = 300,
        Products = 20,
        VisitsPerDay = 60,
        From = new Timestamp(1_757_260_000_000),
        Zone = TimeSpan.Zero,
        Until = new Timestamp(1_757_260_000_000 + 1_200_000),
    };

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public async Task However_many_shards_the_log_holds_the_events_of_the_shop_itself(int shards)
    {
        await using var log = new MemoryEventLog(new MemoryLogOptions { Shards = shards });
        await using (var node = await SimulationNode.StartAsync(log, Run, new FixedTables { Until = Run.Until }, new SimulationOptions { Speed = ShopSpeed.Max }))
        {
            await DoneAsync(node.System);
            (await LoggedEvents.OfAsync(log)).ShouldBe(await LoggedEvents.StraightAsync(Run));
        }
    }

    [Fact]
    public async Task A_simulation_stopped_midway_goes_on_where_its_log_ends()
    {
        await using var log = new MemoryEventLog(new MemoryLogOptions { Shards = 3 });
        var half = Run with { Until = Run.From + TimeSpan.FromMinutes(8) };
        await using (var first = await SimulationNode.StartAsync(log, Run, new FixedTables { Until = half.Until }, new SimulationOptions { Speed = ShopSpeed.Max }))
            await DoneAsync(first.System);
        await using var second = await SimulationNode.StartAsync(log, Run, new FixedTables { Until = Run.Until }, new SimulationOptions { Speed = new ShopSpeed(1000), LiveShoppers = 100 });
        await DoneAsync(second.System);
        (await LoggedEvents.OfAsync(log)).ShouldBe(await LoggedEvents.StraightAsync(Run));
    }

    private static async Task DoneAsync(ActorSystem system)
    {
        var done = new TaskCompletionSource();
        var listener = system.ActorOf(Props.Create(() => new Listener(done)));
        DistributedPubSub.Get(system).Mediator.Tell(new Subscribe(ClockProgress.Topic, listener));
        await done.Task.WaitAsync(Patience);
    }

    private sealed class Listener : ReceiveActor
    {
        public Listener(TaskCompletionSource done) => Receive<ClockProgress>(progress =>
        {
            if (progress.IsDone) done.TrySetResult();
        });
    }
}
