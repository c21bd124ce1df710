using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Tests.Simulation.Shoppers;

public sealed class ShopperLeavingTests : TestKit
{
    private static readonly Walk Walk = new(Incarnation: 1, Step: 1, Shops.Noon, Shops.Noon + TimeSpan.FromHours(1), CampaignList.None);

    private readonly TestProbe _shard;
    private readonly IActorRef _shopper;

    public ShopperLeavingTests() : base("akka.test.single-expect-default = 60s")
    {
        _shard = CreateTestProbe("shard");
        _shopper = _shard.ChildActorOf(ShopperActor.Props(Shops.Of(), user: 7));
    }

    [Fact]
    public void A_walk_that_comes_while_it_leaves_goes_back_to_its_shard_for_whoever_comes_next()
    {
        _shopper.Tell(Leave.Instance, TestActor);
        _shopper.Tell(Walk, TestActor);

        _shard.ExpectMsg<Passivate>();
        _shard.ExpectMsg<WalkOf>().ShouldBe(new WalkOf(7, Walk));
        _shard.Sender.ShouldBe(TestActor);
        ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void It_asks_to_leave_once()
    {
        _shopper.Tell(Leave.Instance, TestActor);
        _shopper.Tell(Leave.Instance, TestActor);
        _shopper.Tell(Walk, TestActor);

        _shard.ExpectMsg<Passivate>();
        _shard.ExpectMsg<WalkOf>();
    }

    [Fact]
    public void Where_its_shard_moves_it_just_stops()
    {
        Watch(_shopper);
        _shopper.Tell(Finish.Instance);
        ExpectTerminated(_shopper);
    }
}
