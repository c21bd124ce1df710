namespace AkkaCommerce.Ingestion.Events;

/// <summary>What every event of a simulation has: its id, from which its user and session follow, and its time.</summary>
/// <param name="Time">From 1970 to 9999.</param>
public readonly record struct EventHead(EventId Id, Timestamp Time);
