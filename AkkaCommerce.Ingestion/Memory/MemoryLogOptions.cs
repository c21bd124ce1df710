using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Ingestion.Memory;

/// <summary>Options of a log in process memory.</summary>
public sealed record MemoryLogOptions
{
    /// <summary>Partitions of every topic: default 8, 1 to 1024.</summary>
    public int Shards { get; init; } = 8;

    /// <summary>The log's name; null: a new one.</summary>
    public string? Identity { get; init; }

    /// <summary>What is kept: by default 1 GB a topic, looked at each second. Null: everything.</summary>
    public Retention? Retention { get; init; } = new() { BytesPerTopic = 1_000_000_000, Interval = TimeSpan.FromSeconds(1) };

    /// <exception cref="ArgumentException">Names the field, its value and the rule it breaks.</exception>
    public void Validate()
    {
        LogOptionRule.Check(Shards is >= 1 and <= 1024, nameof(Shards), Shards, "1 to 1024");
        Retention?.Validate();
    }
}
