namespace AkkaCommerce.Ingestion.Log;

/// <summary>How long a log keeps records. Whatever it says, nothing that recovery needs is removed (<see cref="IRetentionFloor"/>).</summary>
public sealed record Retention
{
    /// <summary>Records appended longer ago are removed: default 7 days, at least 1 minute.</summary>
    public TimeSpan Age { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Bytes a topic may hold, shared evenly by its shards: default 10 GB, at least 1 MB.</summary>
    public long BytesPerTopic { get; init; } = 10_000_000_000;

    /// <summary>How often it is looked for: default 10 s, 100 ms to 1 hour.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Progress is compacted, not removed: of records appended longer ago only the last of each source stays. Default 10 minutes, at least 1 s.</summary>
    public TimeSpan ProgressAge { get; init; } = TimeSpan.FromMinutes(10);

    /// <exception cref="ArgumentException">Names the field, its value and the rule it breaks.</exception>
    public void Validate()
    {
        LogOptionRule.Check(Age >= TimeSpan.FromMinutes(1), nameof(Age), Age, "at least 1 minute");
        LogOptionRule.Check(BytesPerTopic >= 1_000_000, nameof(BytesPerTopic), BytesPerTopic, "at least 1,000,000 bytes");
        LogOptionRule.Check(Interval >= TimeSpan.FromMilliseconds(100) && Interval <= TimeSpan.FromHours(1), nameof(Interval), Interval, "100 ms to 1 hour");
        LogOptionRule.Check(ProgressAge >= TimeSpan.FromSeconds(1), nameof(ProgressAge), ProgressAge, "at least 1 s");
    }
}
