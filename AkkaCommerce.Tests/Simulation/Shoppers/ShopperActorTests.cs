using Akka.Actor;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Tests.Simulation.Shoppers;

public sealed class ShopperActorTests : ShopperStage
{
    [Theory]
    [InlineData(ShopperState.Browsing)]
    [InlineData(ShopperState.WithCart)]
    [InlineData(ShopperState.CheckingOut)]
    public void Within_a_visit_nobody_leaves_and_between_visits_whoever_is_asked_does(ShopperState within)
    {
        var (inside, shopper) = (First(within), Shopper());
        var away = First(ShopperState.Away, after: inside);

        Walk(shopper, Shops.Noon, inside);
        Leaves(shopper).ShouldBeFalse();
        Walk(shopper, inside, away);

        Leaves(shopper).ShouldBeTrue();
    }

    [Fact]
    public void A_shopper_that_was_never_walked_leaves_when_asked() => Leaves(Shopper()).ShouldBeTrue();

    [Fact]
    public void One_walk_passes_through_every_behaviour_and_brings_about_what_small_ones_do()
    {
        Changes(Shop).Select(change => change.State).Distinct().Count().ShouldBe(4);
        var (inOne, inMany) = (Shopper(), Shopper());

        var whole = Walk(inOne, Shops.Noon, Midnight);
        var pieces = Enumerable.Range(0, 720).Select(minute => Walk(inMany, Shops.Noon.Plus(minute), Shops.Noon.Plus(minute + 1))).ToList();

        whole.Events.ShouldBe(pieces.SelectMany(piece => piece.Events));
        whole.Events.ShouldBe(StraightShop.Of(Shop, 0, CampaignList.None, Midnight.Plus(1)).Where(emitted => emitted.Due <= Midnight.Milliseconds));
        whole.NextDue.ShouldBe(pieces[^1].NextDue);
    }

    [Fact]
    public void After_a_walk_through_several_behaviours_it_is_in_the_last_of_them()
    {
        var (checkingOut, shopper) = (First(ShopperState.CheckingOut), Shopper());

        Walk(shopper, Shops.Noon, checkingOut);
        Leaves(shopper).ShouldBeFalse();
        Walk(shopper, Shops.Noon, First(ShopperState.Browsing).Plus(-0.1));

        Leaves(shopper).ShouldBeTrue();
    }

    [Fact]
    public void A_walk_repeated_is_answered_the_same_byte_for_byte()
    {
        var (shopper, from, to) = (Shopper(), First(ShopperState.WithCart), Midnight);

        Walk(shopper, Shops.Noon, from);
        var first = Walk(shopper, from, to);

        for (var again = 0; again < 3; again++) Walk(shopper, from, to).ShouldBe(first);
        first.Events.Count.ShouldBeGreaterThan(50);
    }

    [Fact]
    public void A_walk_of_an_older_from_is_answered_as_it_was_then()
    {
        var (shopper, middle) = (Shopper(), First(ShopperState.WithCart));
        var old = Walk(shopper, Shops.Noon, middle);
        Walk(shopper, middle, Midnight);

        Walk(shopper, Shops.Noon, middle).ShouldBe(old);
    }

    [Theory]
    [InlineData(ShopperState.Away)]
    [InlineData(ShopperState.Browsing)]
    [InlineData(ShopperState.WithCart)]
    [InlineData(ShopperState.CheckingOut)]
    public void Made_anew_anywhere_in_its_day_it_goes_on_as_one_that_stayed(ShopperState where)
    {
        foreach (var at in Changes(Shop).Where(change => change.State == where).Select(change => change.At).Take(5))
        {
            var stayed = Shopper();
            Walk(stayed, Shops.Noon, at, Shops.Campaigns);

            Walk(Shopper(), at, Midnight, Shops.Campaigns).ShouldBe(Walk(stayed, at, Midnight, Shops.Campaigns));
        }
    }

    [Fact]
    public void A_walk_of_a_writer_on_another_node_is_done_and_not_answered()
    {
        var (shopper, elsewhere) = (Shopper(), new Elsewhere(Sys));

        shopper.Tell(new Walk(7, 1, Shops.Noon, Midnight, CampaignList.None), elsewhere);
        Settle(shopper);

        elsewhere.Heard.ShouldBe(0);
        Walk(shopper, Midnight, Midnight.Plus(60)).ShouldBe(Walk(Shopper(), Midnight, Midnight.Plus(60)));
    }

    [Fact]
    public void A_behaviour_that_throws_ends_that_visit_only_and_says_why()
    {
        var failing = Shops.Of(seed: 2, shoppers: 1, imperfections: new Imperfections { FailureShare = 50_000 });
        var (shopper, anew) = (Shopper(failing), Shopper(failing));

        var events = Walk(shopper, Shops.Noon, Midnight).Events;

        var failures = events.Index().Where(e => e.Item.Kind == EmissionKind.Failed).ToList();
        failures.Count.ShouldBeGreaterThan(3);
        failures.ShouldAllBe(failure => failure.Item.Content == "BehaviourFailedException: failure asked for");
        failures.Where(failure => failure.Index + 1 < events.Count).ShouldAllBe(failure => events[failure.Index + 1].Type == EventType.SessionStart || events[failure.Index + 1].Kind == EmissionKind.Failed);
        Walk(anew, Shops.Noon, Midnight).Events.ShouldBe(events);
        Leaves(shopper).ShouldBe(Leaves(anew));
    }

    /// <summary>A reference to an actor of another node.</summary>
    private sealed class Elsewhere(ActorSystem system) : MinimalActorRef
    {
        public int Heard { get; private set; }

        public override bool IsLocal => false;

        public override ActorPath Path { get; } = new RootActorPath(new Address("akka.tcp", "other", "127.0.0.1", 1)) / "writer";

        public override IActorRefProvider Provider => ((ExtendedActorSystem)system).Provider;

        protected override void TellInternal(object message, IActorRef sender) => Heard++;
    }
}
