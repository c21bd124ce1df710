namespace AkkaCommerce.Node.Reporting;

/// <summary>What a finished run comes to, in a line.</summary>
/// <param name="Revenue">Null where this process does not analyse.</param>
/// <param name="Elapsed">Null where the run was finished before.</param>
internal sealed record RunSummary(long Events, long Orders, decimal? Revenue, TimeSpan? Elapsed)
{
    public override string ToString() =>
        $"{Show.Count(Events)} events, {Show.Count(Orders)} orders"
        + (Revenue is { } revenue ? $", revenue {Show.Money(revenue)}" : "")
        + (Elapsed is { } elapsed ? $", {Show.Span(elapsed)} ({Show.Rate(Events / Math.Max(elapsed.TotalSeconds, 0.001))} events/s)" : " (finished before)");
}
