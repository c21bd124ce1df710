using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Ingestion.Log;

/// <summary>What a source has written of a shard, committed with the records it covers: the value of a record of <see cref="Topic.Progress"/>, whose key is the source.</summary>
/// <param name="Through">Everything of the source up to this event time is written (<see cref="Timestamp.Min"/> where time does not measure it).</param>
/// <param name="Detail">What else the source needs to go on: a replay's file and line.</param>
public sealed record Progress(Timestamp Through, string? Detail = null)
{
    /// <summary>The name of the simulation as a source.</summary>
    public const string Simulation = "simulation";
}
