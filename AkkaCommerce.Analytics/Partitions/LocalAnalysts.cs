using Akka;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;

namespace AkkaCommerce.Analytics.Partitions;

/// <summary>
/// Knows the analysts of its own node, so that a node that stops can have them finish first; and how far those of all nodes are.
/// </summary>
/// <param name="mediator">Of pub-sub.</param>
public sealed class LocalAnalysts(IActorRef mediator) : UntypedActor
{
    private readonly Dictionary<IActorRef, int> _analysts = [];
    private readonly List<IActorRef> _asking = [];
    private readonly SortedDictionary<int, AnalystStatus> _statuses = [];

    public static Props Props(IActorRef mediator) => Akka.Actor.Props.Create<LocalAnalysts>(mediator);

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(Started));
        mediator.Tell(new Subscribe(AnalystStatus.Topic, Self));
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Started(var shard, var analyst):
                _analysts[Context.Watch(analyst)] = shard;
                if (_asking.Count > 0) analyst.Tell(FinishAnalysis.Instance);
                break;
            case AnalystStatus status: _statuses[status.Shard] = status; break;
            case AskStatuses: Sender.Tell(new Statuses([.. _statuses.Values])); break;
            case AskShards: Sender.Tell(new Shards([.. _analysts.Values.Order()])); break;
            case FinishAnalysis:
                _asking.Add(Sender);
                foreach (var analyst in _analysts.Keys) analyst.Tell(FinishAnalysis.Instance);
                AnswerIfDone();
                break;
            case Terminated { ActorRef: var gone }:
                _analysts.Remove(gone);
                AnswerIfDone();
                break;
        }
    }

    private void AnswerIfDone()
    {
        if (_analysts.Count > 0) return;
        foreach (var asking in _asking) asking.Tell(Done.Instance);
    }

    /// <summary>Asks how far all are; answered by <see cref="Statuses"/>.</summary>
    public sealed record AskStatuses : INoSerializationVerificationNeeded;

    /// <summary>The newest of every analyst heard of, by shard.</summary>
    public sealed record Statuses(IReadOnlyList<AnalystStatus> Analysts) : INoSerializationVerificationNeeded;

    /// <summary>Asks whose analysts live on this node; answered by <see cref="Shards"/>.</summary>
    public sealed record AskShards : INoSerializationVerificationNeeded;

    /// <summary>The shards whose analysts live on this node.</summary>
    public sealed record Shards(IReadOnlyList<int> Here) : INoSerializationVerificationNeeded;

    /// <summary>An analyst begins; published in its own process.</summary>
    public sealed record Started(int Shard, IActorRef Analyst) : INoSerializationVerificationNeeded;
}
