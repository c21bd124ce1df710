using Akka.Actor;
using Akka.TestKit;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Simulation.Clock;
using AkkaCommerce.Simulation.Hosting;
using AkkaCommerce.Simulation.Shards;
using AkkaCommerce.Simulation.Shoppers;
using AkkaCommerce.Tests.Simulation.Hosting;
using AkkaCommerce.Tests.VirtualTime;

namespace AkkaCommerce.Tests.Simulation.Clock;

/// <summary>The shop's clock before a region that is a probe, with tables and a journal that say what the test lets them say.</summary>
public abstract class ClockStage : VirtualTimeKit
{
    private const string Id = "shop-clock";

    private protected ClockStage()
    {
        (Region, Writes) = (CreateTestProbe("region"), CreateTestProbe("journal"));
        Journal.Witness = Writes;
    }

    protected static Timestamp From => Shops.Noon;

    protected TestProbe Region { get; }

    /// <summary>Told of what the clock writes.</summary>
    protected TestProbe Writes { get; }

    private protected FixedTables Tables { get; } = new();

    protected bool IsFinishing { get; set; }

    protected ClockSettings Settings { get; set; } = new()
    {
        Shards = 2,
        From = From,
        Pane = Shops.Pane,
        Speed = ShopSpeed.Max,
        Bound = TimeSpan.FromMinutes(5),
        Stride = TimeSpan.FromSeconds(10),
        LookBack = TimeSpan.FromHours(2),
    };

    protected IActorRef ShopClock() => Sys.ActorOf(AkkaCommerce.Simulation.Clock.ShopClock.Props(Parts));

    /// <summary>As the node runs it: one that has stopped is started again.</summary>
    protected IActorRef Supervised() => Sys.ActorOf(SimulationHosting.Supervised(Parts));

    private ShopClockParts Parts => new() { Settings = Settings, Tables = Tables, Region = () => Region, Time = Clock, IsFinishing = () => IsFinishing, Tell = Sys.EventStream.Publish };

    protected static Timestamp Second(double seconds) => From + TimeSpan.FromSeconds(seconds);

    /// <summary>The next call of a shard's writer.</summary>
    protected Advance Called(int shard = 0) => CalledUntil(_ => true, shard);

    /// <summary>The next call of a shard's writer that is so, or when something is so.</summary>
    protected Advance CalledUntil(Func<Advance, bool> isSo, int shard = 0) => Hears<Advance>(Region, call => call.Shard == shard && IsAllowed(call) && isSo(call));

    /// <summary>Waits until every writer is called up to a horizon, and none goes beyond it.</summary>
    protected Advance Reaches(Timestamp horizon)
    {
        Heard<Advance>(Region);
        var call = CalledUntil(call => call.Horizon >= horizon);
        call.Horizon.ShouldBe(horizon);
        Called(shard: 1).Horizon.ShouldBe(horizon);
        Called().Horizon.ShouldBe(horizon);
        return call;
    }

    /// <summary>Some ticks and readings, in which nobody is called.</summary>
    protected void Silent(IActorRef clock)
    {
        Settle(clock);
        Heard<Advance>(Region);
        for (var tick = 0; tick < 10; tick++)
        {
            Timers(TimeSpan.FromMilliseconds(200));
            Settle(clock);
        }
        Heard<Advance>(Region).ShouldBeEmpty();
    }

    protected static void Report(IActorRef clock, int shard, Timestamp through) => clock.Tell(new ShardThrough(shard, through));

    protected static void ReportAll(IActorRef clock, Timestamp through)
    {
        Report(clock, 0, through);
        Report(clock, 1, through);
    }

    /// <summary>What the clock asks to write next.</summary>
    protected ClockState Written() => (ClockState)Hears<JournalWrite>(Writes).Payload;

    /// <summary>What is in the journal.</summary>
    protected List<ClockState> Rows() => [.. Journal.Rows(Id).Select(row => (ClockState)Serializer.FromBinary(row.Bytes, row.Manifest))];

    /// <summary>As if another clock, elsewhere, had written a row.</summary>
    protected void WriteElsewhere(ClockState row) =>
        Journal.TryAdd(Id, new JournalRow(row.Number, SimulationSerializer.Id, Serializer.Manifest(row), Serializer.ToBinary(row))).ShouldBeTrue();

    protected static CampaignCommand Command(long id, int seconds = 60) => new(id, CampaignKind.CloseShop, TimeSpan.FromSeconds(seconds));

    /// <summary>Nothing is granted that a row of the journal does not allow.</summary>
    private bool IsAllowed(Advance call)
    {
        call.Horizon.ShouldBeLessThanOrEqualTo(Rows() is [.., var newest] ? newest.Mark : From);
        return true;
    }

    private SimulationSerializer Serializer => new((ExtendedActorSystem)Sys);
}
