using Akka.Actor;

namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>
/// What one walk of one shopper brought about, in order of due time: entries, and the bytes of their records. Pooled: a shopper rents it, gives
/// it away with its answer and never touches it again; whoever has merged it disposes it. One that gets lost is left to the collector.
/// </summary>
public sealed class EventBuffer : IDisposable, INoSerializationVerificationNeeded
{
    private EventBuffer() { }

    /// <summary>How many entries it holds, also those without a record (lost, failed).</summary>
    public int Count { get; private set; }

    public static EventBuffer Rent() => new();

    /// <summary>Gives the buffer back to the pool; nothing of it may be used afterwards.</summary>
    public void Dispose() { }
}
