using Akka.Actor;

namespace AkkaCommerce.Ingestion.Log;

/// <summary>
/// What one transaction writes to one shard's partitions: events by topic, the source's progress and, of the simulation, the truth.
/// It owns its buffers; the log disposes it when it is committed or has failed.
/// </summary>
public sealed class ShardBatch : IDisposable, INoSerializationVerificationNeeded
{
    private readonly PackedRecords?[] _events;

    /// <param name="events">By event topic, taken over; null: none yet.</param>
    public ShardBatch(long number, Progress progress, PackedRecords?[]? events = null) =>
        (Number, Progress, _events) = (number, progress, events ?? new PackedRecords?[Topics.EventTopics]);

    /// <summary>The writer's own number of the batch, echoed in <see cref="ShardCommitted"/>.</summary>
    public long Number { get; }

    public Progress Progress { get; }

    /// <summary>The value of the record for <see cref="Topic.Truth"/> (key = the source), or empty: none is written.</summary>
    public ReadOnlyMemory<byte> Truth { get; init; }

    /// <summary>Records for one of the four event topics; made on first use.</summary>
    public PackedRecords Events(Topic topic) => _events[(int)topic] ??= new PackedRecords();

    /// <summary>Null where the batch holds no record of this topic.</summary>
    public PackedRecords? EventsOrNull(Topic topic) => _events[(int)topic] is { Count: > 0 } records ? records : null;

    public int EventCount => _events.Sum(records => records?.Count ?? 0);

    public void Dispose()
    {
        foreach (var records in _events) records?.Dispose();
    }
}

/// <summary>The batch with this number is in the log, for good.</summary>
public sealed record ShardCommitted(long Number, Progress Progress, int Events) : INoSerializationVerificationNeeded;
