using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Ingestion.Replay;

/// <summary>Keeps lines that are no events.</summary>
public interface IDeadLetters
{
    /// <summary>Keeps them for good; those whose origin and line are kept already are left as they are, for a line may come twice.</summary>
    Task WriteAsync(IReadOnlyList<RejectedLine> lines, CancellationToken cancel);
}

/// <summary>A line that is no event.</summary>
/// <param name="Origin">The source that it came with: with <paramref name="Line"/> its key.</param>
/// <param name="Line">From 1.</param>
/// <param name="Reason">For a person.</param>
/// <param name="Rejected">When, by the wall clock.</param>
/// <param name="Time">Event time, where it could be read.</param>
/// <param name="Type">The type, where it could be read.</param>
/// <param name="Cents">The total, where it could be read.</param>
/// <param name="Length">Bytes of the whole line.</param>
/// <param name="Sha256">Of the whole line.</param>
/// <param name="Body">The line's first bytes, at most <see cref="ReplayGathering.MostBodyBytes"/>; empty after the first
/// <see cref="ReplayGathering.MostBodies"/> lines of a replay.</param>
public sealed record RejectedLine(
    string Origin, long Line, string Reason, Timestamp Rejected, Timestamp? Time, EventType? Type, long? Cents, long Length, byte[] Sha256, byte[] Body);
