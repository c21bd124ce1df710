using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Analytics.Partitions;

/// <summary>A late event (<see cref="Reason"/> is null) or a dead letter: a row of the table `late_events` or `dead_letters`; its key is the origin.</summary>
/// <param name="Reason">Why it is a dead letter, for a person; null for a late event.</param>
/// <param name="Time">Event time, where it could be read.</param>
/// <param name="Type">Its type, where it could be read.</param>
/// <param name="Cents">Its revenue in cents, where it could be read.</param>
/// <param name="Length">Bytes of the record's value.</param>
/// <param name="Sha256">Of the whole value.</param>
/// <param name="Body">The value's first bytes.</param>
public sealed record RejectedRecord(
    Topic Topic, int Partition, long Offset, string? Reason, Timestamp Appended, Timestamp? Time, long? Pane, EventType? Type, long? Cents,
    int Length, byte[] Sha256, byte[] Body)
{
    public bool IsLate => Reason is null;
}
