using Akka.Actor;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Tests.Simulation.Shoppers;

public sealed class ShopperMailboxTests
{
    private readonly ShopperMailbox.Queue _queue = new();

    [Fact]
    public void What_is_told_comes_out_in_its_order()
    {
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 4; i++) Tell(i);
            _queue.Count.ShouldBe(4);
            Next().ShouldBe(0);
            Tell(4);
            for (var i = 1; i <= 4; i++) Next().ShouldBe(i);
            _queue.HasMessages.ShouldBeFalse();
            _queue.TryDequeue(out _).ShouldBeFalse();
        }
    }

    [Fact]
    public void Whoever_else_is_telling_what_a_sender_tells_stays_in_its_order_and_none_is_lost()
    {
        const int Senders = 4, Messages = 10_000;
        var threads = Enumerable.Range(0, Senders).Select(sender => new Thread(() =>
        {
            for (var i = 0; i < Messages; i++)
            {
                Tell((sender, i));
                if (i % 7 == sender) Thread.Yield();
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();

        var next = new int[Senders];
        for (var taken = 0; taken < Senders * Messages;)
        {
            if (!_queue.TryDequeue(out var envelope))
            {
                Thread.Yield();
                continue;
            }
            var (sender, i) = ((int, int))envelope.Message;
            i.ShouldBe(next[sender]++);
            taken++;
        }

        foreach (var thread in threads) thread.Join();
        _queue.HasMessages.ShouldBeFalse();
    }

    [Fact]
    public void What_a_shopper_that_stops_has_not_read_goes_to_the_dead_letters()
    {
        var dead = new ShopperMailbox.Queue();
        for (var i = 0; i < 3; i++) Tell(i);

        _queue.CleanUp(ActorRefs.Nobody, dead);

        dead.Count.ShouldBe(3);
        _queue.Count.ShouldBe(0);
    }

    private void Tell(object message) => _queue.Enqueue(ActorRefs.Nobody, new Envelope(message, ActorRefs.NoSender));

    private object Next() => _queue.TryDequeue(out var envelope) ? envelope.Message : throw new InvalidOperationException("Nothing is left.");
}
