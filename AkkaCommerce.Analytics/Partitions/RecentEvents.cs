using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Analytics.Partitions;

/// <summary>Some of the events that a shard's analyst was given of late, oldest first, for who looks on: told by pub-sub, at most once a second, never all.</summary>
public sealed record RecentEvents(int Shard, IReadOnlyList<RecentEvent> Events)
{
    public const string Topic = "recent-events";
}

/// <summary>An event as a line on a screen.</summary>
/// <param name="What">The product, or of a purchase the order; empty where there is neither.</param>
/// <param name="Cents">The price of one, of a purchase its total; 0 where there is none.</param>
public sealed record RecentEvent(Timestamp Time, EventType Type, string User, string What, long Cents);
