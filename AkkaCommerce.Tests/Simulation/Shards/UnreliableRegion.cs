using Akka.Actor;
using Akka.Cluster.Sharding;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Tests.Simulation.Shards;

/// <summary>
/// A region of real shoppers. Between each of them and whoever walks it stands somebody who loses a message now and then, gives it twice, or keeps it
/// until the next one comes; and a shopper that has left is gone at once, with what was still told to it.
/// </summary>
internal sealed class UnreliableRegion(Shop shop, int seed) : UntypedActor
{
    private readonly Dictionary<int, IActorRef> _doors = [];

    protected override void OnReceive(object message)
    {
        if (message is not WalkOf of) return;
        if (!_doors.TryGetValue(of.User, out var door)) _doors[of.User] = door = Context.ActorOf(Props.Create<Door>(shop, of.User, seed));
        door.Forward(of.Walk);
    }

    private sealed class Door(Shop shop, int user, int seed) : UntypedActor
    {
        private readonly Random _chance = new(seed * 1000 + user);
        private readonly List<Action> _kept = [];
        private IActorRef? _shopper;
        private IActorRef _writer = ActorRefs.Nobody;

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case Walked answer:
                    var (writer, self) = (_writer, Self);
                    Perhaps(() => writer.Tell(answer, self));
                    break;
                case Passivate when _shopper is not null:
                    Context.Stop(_shopper);
                    _shopper = null;
                    break;
                case Walk or Leave:
                    if (message is Walk) _writer = Sender;
                    Perhaps(() => (_shopper ??= Context.ActorOf(ShopperActor.Props(shop, user))).Tell(message, Self));
                    break;
            }
        }

        private void Perhaps(Action deliver)
        {
            var kept = _kept.ToArray();
            _kept.Clear();
            switch (_chance.Next(8))
            {
                case 0: break;
                case 1: _kept.Add(deliver); break;
                case 2:
                    deliver();
                    deliver();
                    break;
                default: deliver(); break;
            }
            foreach (var late in kept) late();
        }
    }
}
