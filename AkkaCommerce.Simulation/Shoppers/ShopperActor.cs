using Akka.Actor;
using Akka.Cluster.Sharding;

namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>
/// One simulated user: an entity of the region, away or within a visit. What it does, the core decides; here it has its place, its life and its
/// state. It can be stopped at any moment: what it knows is made again when it is walked next.
/// </summary>
public sealed class ShopperActor : UntypedActor
{
    private readonly Shopper _shopper;
    private readonly Receive _away, _browsing, _withCart, _checkingOut, _leaving;
    private ShopperState _state = ShopperState.Away;

    public ShopperActor(Shop shop, int user)
    {
        _shopper = new Shopper(shop, user);
        (_away, _browsing, _withCart, _checkingOut, _leaving) = (Away, Browsing, WithCart, CheckingOut, Leaving);
    }

    public static Props Props(Shop shop, int user) => Akka.Actor.Props.Create<ShopperActor>(shop, user);

    protected override void OnReceive(object message) => Away(message);

    /// <summary>Between visits: makes room when it is asked to.</summary>
    private bool Away(object message)
    {
        if (message is not Leave) return Walks(message);
        Context.Parent.Tell(new Passivate(PoisonPill.Instance));
        ((IActorContext)Context).Become(_leaving);
        return true;
    }

    /// <summary>About to stop: whoever walks it would keep the address of one that is gone, so its shard has the next one walk.</summary>
    private bool Leaving(object message)
    {
        if (message is not Walk walk) return Stays(message) || Walks(message);
        Context.Parent.Forward(new WalkOf(_shopper.User, walk));
        return true;
    }

    private bool Browsing(object message) => Stays(message) || Walks(message);

    private bool WithCart(object message) => Stays(message) || Walks(message);

    private bool CheckingOut(object message) => Stays(message) || Walks(message);

    /// <summary>Within a visit nobody is away: the next walk makes it known again, and it is asked again later.</summary>
    private static bool Stays(object message) => message is Leave;

    private bool Walks(object message)
    {
        if (message is not Walk walk)
        {
            if (message is Finish) Context.Stop(Self);
            else Unhandled(message);
            return true;
        }
        if (!_shopper.Holds(walk.From)) _shopper.Rebuild(walk.From, walk.Campaigns);
        Become(_shopper.State);
        var events = EventBuffer.Rent();
        // After each change of state the rest of the walk goes on in the new one at once.
        while (_shopper.Walk(walk.To, walk.Campaigns, events)) Become(_shopper.State);
        Become(_shopper.State);
        Answer(new Walked(walk.Incarnation, walk.Step, _shopper.User, events, _shopper.NextDue));
        return true;
    }

    /// <summary>A writer on another node is one about to end: its shard, and so its shoppers, live here now.</summary>
    private void Answer(Walked answer)
    {
        if (Sender is IActorRefScope { IsLocal: true }) Sender.Tell(answer, Self);
    }

    private void Become(ShopperState state)
    {
        if (state == _state) return;
        _state = state;
        ((IActorContext)Context).Become(state switch
        {
            ShopperState.Browsing => _browsing,
            ShopperState.WithCart => _withCart,
            ShopperState.CheckingOut => _checkingOut,
            _ => _away,
        });
    }
}
