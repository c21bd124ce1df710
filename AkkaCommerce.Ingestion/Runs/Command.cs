using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Ingestion.Runs;

/// <summary>Something asked of the shop from outside, a row of the table <c>commands</c>.</summary>
/// <param name="Id">Given by the table, upwards; rows may appear out of order.</param>
/// <param name="Kind">What is asked.</param>
/// <param name="Body">With what, as JSON.</param>
/// <param name="Asked">When, by the asker's clock.</param>
public sealed record Command(long Id, string Kind, string Body, Timestamp Asked);
