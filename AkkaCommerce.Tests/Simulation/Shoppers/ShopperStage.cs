using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.TestKit;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Simulation.Shoppers;
using AkkaCommerce.Tests.VirtualTime;

namespace AkkaCommerce.Tests.Simulation.Shoppers;

/// <summary>A shopper's actor as the child of a probe that stands for its shard, walked by another that stands for its writer.</summary>
public abstract class ShopperStage : VirtualTimeKit
{
    protected static readonly Timestamp Midnight = Shops.Noon.Plus(720);

    private readonly TestProbe _shard, _writer;

    private protected ShopperStage() => (_shard, _writer) = (CreateTestProbe("shard"), CreateTestProbe("writer"));

    protected static Shop Shop { get; } = Shops.Of(seed: 3, shoppers: 1);

    protected IActorRef Shopper(Shop? shop = null) => _shard.ChildActorOf(ShopperActor.Props(shop ?? Shop, user: 0), CancellationToken.None);

    /// <summary>Walks it, and reads its answer.</summary>
    private protected Answer Walk(IActorRef shopper, Timestamp from, Timestamp to, CampaignList? campaigns = null)
    {
        shopper.Tell(new Walk(7, 9, from, to, campaigns ?? CampaignList.None), _writer);
        var walked = _writer.ExpectMsg<Walked>();
        (walked.Incarnation, walked.Step, walked.User).ShouldBe((7, 9, 0));
        return new Answer([.. StraightShop.Read(walked.Events)], walked.NextDue);
    }

    /// <summary>Whether it wants to go when it is asked to leave.</summary>
    protected bool Leaves(IActorRef shopper)
    {
        shopper.Tell(Leave.Instance, _writer);
        Settle(shopper);
        return Heard<Passivate>(_shard).Count == 1;
    }

    /// <summary>The moments after each change of state in the shop's first hours: what a walk that ends there leaves it in.</summary>
    private protected static List<(Timestamp At, ShopperState State)> Changes(Shop shop)
    {
        var (shopper, changes) = (new Shopper(shop, 0), new List<(Timestamp, ShopperState)>());
        shopper.Rebuild(Shops.Noon, CampaignList.None);
        using var events = EventBuffer.Rent();
        while (shopper.Walk(Midnight, CampaignList.None, events)) changes.Add((shopper.WalkedTo, shopper.State));
        return changes;
    }

    /// <summary>The first moment at which it is in a state.</summary>
    private protected static Timestamp First(ShopperState state, Timestamp after = default) =>
        Changes(Shop).First(change => change.State == state && change.At > after).At;

    private protected sealed record Answer(IReadOnlyList<Emitted> Events, Timestamp NextDue)
    {
        public void ShouldBe(Answer other)
        {
            Events.ShouldBe(other.Events);
            NextDue.ShouldBe(other.NextDue);
        }
    }
}
