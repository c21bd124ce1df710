namespace AkkaCommerce.Ingestion.Runs;

/// <summary>How much later than it happens something is written: a whole number of milliseconds from one bound to the other, both included.</summary>
/// <param name="Least">1 ms at least.</param>
/// <param name="Greatest"><paramref name="Least"/> at least.</param>
public readonly record struct DelayRange(TimeSpan Least, TimeSpan Greatest);
