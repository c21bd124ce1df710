using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Analytics.Partitions;

/// <summary>A question where the topics end, with what was known when it was asked: an end reached says something about that, and nothing newer.</summary>
internal sealed class EndsAsk
{
    /// <summary>The time up to which the shard might close.</summary>
    public required long Complete { get; init; }

    /// <summary>How far the others had closed.</summary>
    public required long Told { get; init; }

    /// <summary>The newest foreign event time of each topic.</summary>
    public required long[] Newest { get; init; }

    /// <summary>The answer.</summary>
    public Positions? Ends { get; set; }
}
