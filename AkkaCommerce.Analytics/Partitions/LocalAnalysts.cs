using Akka;
using Akka.Actor;

namespace AkkaCommerce.Analytics.Partitions;

/// <summary>Knows the analysts of its own node, so that a node that stops can have them finish first.</summary>
public sealed class LocalAnalysts : UntypedActor
{
    private readonly HashSet<IActorRef> _analysts = [];
    private readonly List<IActorRef> _asking = [];
    private readonly SortedDictionary<int, AnalystStatus> _statuses = [];

    public static Props Props() => Akka.Actor.Props.Create<LocalAnalysts>();

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(Started));
        Context.System.EventStream.Subscribe(Self, typeof(AnalystStatus));
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Started { Analyst: var analyst }:
                _analysts.Add(Context.Watch(analyst));
                if (_asking.Count > 0) analyst.Tell(FinishAnalysis.Instance);
                break;
            case AnalystStatus status: _statuses[status.Shard] = status; break;
            case AskStatuses: Sender.Tell(new Statuses([.. _statuses.Values])); break;
            case FinishAnalysis:
                _asking.Add(Sender);
                foreach (var analyst in _analysts) analyst.Tell(FinishAnalysis.Instance);
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

    /// <summary>An analyst begins; published in its own process.</summary>
    public sealed record Started(IActorRef Analyst) : INoSerializationVerificationNeeded;
}
