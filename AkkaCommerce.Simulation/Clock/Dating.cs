using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Simulation.Clock;

/// <summary>After which moment a command that was taken up holds: kept for good, for the campaign itself leaves the clock's state when nobody can look back on it any more.</summary>
/// <param name="Id">The id of the command's row.</param>
public readonly record struct Dating(long Id, Timestamp After);
