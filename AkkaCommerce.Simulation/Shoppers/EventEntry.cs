using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>An entry of an <see cref="EventBuffer"/>.</summary>
/// <param name="Due">When it is written, in milliseconds.</param>
/// <param name="Time">When it happened, in milliseconds: for the truth.</param>
/// <param name="Cents">What a purchase took, or a refund paid back; else 0.</param>
/// <param name="Start">Where its packed record (or, of a failure, its reason in UTF-8) begins in the buffer's bytes.</param>
/// <param name="Length">The length of that; 0: of something lost.</param>
/// <param name="Delays">What delayed it, besides what its kind says.</param>
public readonly record struct EventEntry(long Due, long Time, long Cents, int Start, int Length, EventType Type, EmissionKind Kind, WriteDelays Delays = WriteDelays.None)
{
    /// <summary>Whether it has a record for the log.</summary>
    public bool IsWritten => Kind <= EmissionKind.Duplicate;
}
