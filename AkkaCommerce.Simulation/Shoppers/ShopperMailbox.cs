using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>
/// The mailbox of a shopper, who is hardly ever told a second thing before the first is done: room for one message, and a queue only for the shopper that
/// once needed it. Akka's unbounded mailbox has room for 32 from the start, 1.3 kB of the 2 kB that an entity costs.
/// </summary>
public sealed class ShopperMailbox(Settings settings, Config config) : MailboxType(settings, config), IProducesMessageQueue<ShopperMailbox.Queue>
{
    /// <summary>What a dispatcher's or a Props' mailbox is configured with.</summary>
    public const string Path = "akkacommerce-shopper-mailbox";

    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new Queue();

    /// <summary>
    /// First in, first out for each sender, without a lock: the room is taken only while nothing waits behind it, so that what a sender has put into the
    /// queue is never passed by what it sends later. Any number of senders, one receiver.
    /// </summary>
    public sealed class Queue : IMessageQueue, IUnboundedMessageQueueSemantics
    {
        private const int Free = 0, Taken = 1, Full = 2;

        private Envelope _first;
        private int _room;
        private ConcurrentQueue<Envelope>? _others;

        public bool HasMessages => Volatile.Read(ref _room) == Full || Volatile.Read(ref _others) is { IsEmpty: false };

        public int Count => (Volatile.Read(ref _room) == Full ? 1 : 0) + (_others?.Count ?? 0);

        public void Enqueue(IActorRef receiver, Envelope envelope)
        {
            if (Volatile.Read(ref _others) is not { IsEmpty: false } && Interlocked.CompareExchange(ref _room, Taken, Free) == Free)
            {
                _first = envelope;
                Volatile.Write(ref _room, Full);
                return;
            }
            var others = Volatile.Read(ref _others) ?? Interlocked.CompareExchange(ref _others, new ConcurrentQueue<Envelope>(), null) ?? _others;
            others.Enqueue(envelope);
        }

        public bool TryDequeue(out Envelope envelope)
        {
            // Asked before the room is looked at: what waits may be taken only when the room held nothing older after it had come.
            var others = Volatile.Read(ref _others);
            var wait = others is { IsEmpty: false };
            if (Volatile.Read(ref _room) == Full)
            {
                envelope = _first;
                _first = default;
                Volatile.Write(ref _room, Free);
                return true;
            }
            envelope = default;
            return wait && others!.TryDequeue(out envelope);
        }

        public void CleanUp(IActorRef owner, IMessageQueue deadletters)
        {
            while (TryDequeue(out var envelope)) deadletters.Enqueue(owner, envelope);
        }
    }
}
