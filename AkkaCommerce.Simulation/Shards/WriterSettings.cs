using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Simulation.Shards;

/// <summary>What a shard's writer is told once.</summary>
public sealed record WriterSettings
{
    /// <summary>The shop's time before its first event: the progress of the very first transaction.</summary>
    public required Timestamp From { get; init; }

    /// <summary>Shoppers of this shard that are kept, awake or not, before the one longest away is asked to leave; at least 1.</summary>
    public int LiveShoppers { get; init; } = 50_000;

    /// <summary>The longest step, 1 ms at least; the shard's own bounds hold besides.</summary>
    public TimeSpan LongestStep { get; init; } = TimeSpan.MaxValue;

    /// <summary>Without any answer for so long, a step is asked again through the region; doubled each time, twice.</summary>
    public static TimeSpan RepeatAfter { get; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a fenced writer obeys no Advance; doubled up to <see cref="LongestFence"/>, jittered by a fifth.</summary>
    public static TimeSpan FencePause { get; } = TimeSpan.FromSeconds(1);

    public static TimeSpan LongestFence { get; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a writer whose log failed waits before it opens again; doubled up to <see cref="LongestReopen"/>, jittered by a fifth.</summary>
    public static TimeSpan ReopenPause { get; } = TimeSpan.FromMilliseconds(300);

    public static TimeSpan LongestReopen { get; } = TimeSpan.FromSeconds(5);
}
