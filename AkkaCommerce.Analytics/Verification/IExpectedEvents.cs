using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Analytics.Verification;

/// <summary>What the simulation would have written: made again from its seed by whoever knows the simulation, to name what is lost.</summary>
public interface IExpectedEvents
{
    /// <summary>The ids of a shard's events whose time is in [<paramref name="from"/>, <paramref name="to"/>).</summary>
    IEnumerable<(EventId Id, EventType Type)> Of(int shard, Timestamp from, Timestamp to);
}
