using Akka.Actor;
using AkkaCommerce.Simulation.Shards;

namespace AkkaCommerce.Benchmarks;

/// <summary>Counts what the writers of a node commit.</summary>
internal sealed class CommitMeter
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private long _events;

    public CommitMeter(ActorSystem system) =>
        system.EventStream.Subscribe(system.ActorOf(Props.Create(() => new Listener(this))), typeof(ShardProgress));

    public long Events => Volatile.Read(ref _events);

    public async Task ReachAsync(long events)
    {
        while (Events < events) await Task.Delay(Pause);
    }

    private sealed class Listener(CommitMeter meter) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is ShardProgress progress) Volatile.Write(ref meter._events, meter._events + progress.Events);
        }
    }
}
