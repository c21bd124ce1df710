using Akka.Actor;

namespace AkkaCommerce.Analytics.Partitions;

/// <summary>To an analyst, that its node stops or its shard moves: it goes at once, for whatever is unfinished is taken up from the log again.</summary>
public sealed record FinishAnalysis : INoSerializationVerificationNeeded
{
    public static readonly FinishAnalysis Instance = new();
}
