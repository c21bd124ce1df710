namespace AkkaCommerce.Node.Reporting;

/// <summary>What a run comes to.</summary>
/// <param name="Revenue">Null where this process does not analyse.</param>
internal readonly record struct RunTotals(long Events, long Orders, decimal? Revenue);

/// <summary>The last line of a finished run.</summary>
/// <param name="Elapsed">Null where the run was finished before.</param>
internal sealed record RunSummary(RunTotals Totals, TimeSpan? Elapsed)
{
    /// <summary>Events that were there when this process began: they are no part of its rate.</summary>
    public long Before { get; init; }

    public override string ToString() =>
        $"{Show.Count(Totals.Events)} events, {Show.Count(Totals.Orders)} orders"
        + (Totals.Revenue is { } revenue ? $", revenue {Show.Money(revenue)}" : "")
        + (Elapsed is { } elapsed ? $", {Show.Span(elapsed)} ({Show.Rate(Math.Max(0, Totals.Events - Before) / Math.Max(elapsed.TotalSeconds, 0.001))} events/s)" : " (finished before)");
}
