namespace AkkaCommerce.Node.Reporting;

/// <summary>What a run comes to.</summary>
/// <param name="Revenue">Null where this process does not analyse.</param>
/// <param name="Late">Events that came when their window was final, which are in none; 0 where this process does not analyse.</param>
/// <param name="Dead">Records that are no events; 0 where this process does not analyse.</param>
internal readonly record struct RunTotals(long Events, long Orders, decimal? Revenue, long Late = 0, long Dead = 0);

/// <summary>The last line of a finished run.</summary>
/// <param name="Elapsed">Null where the run was finished before.</param>
internal sealed record RunSummary(RunTotals Totals, TimeSpan? Elapsed)
{
    /// <summary>Events of this process alone, of which its rate is: what was there when it began is no part of it.</summary>
    public long New { get; init; }

    public override string ToString() =>
        $"{Show.Count(Totals.Events)} events, {Show.Count(Totals.Orders)} orders"
        + (Totals.Revenue is { } revenue ? $", revenue {Show.Money(revenue)}" : "")
        + (Totals.Late > 0 ? $", {Show.Count(Totals.Late)} late (in no window)" : "")
        + (Totals.Dead > 0 ? $", {Show.Count(Totals.Dead)} dead {(Totals.Dead == 1 ? "letter" : "letters")}" : "")
        + (Elapsed is { } elapsed ? $", {Show.Span(elapsed)} ({Show.Rate(New / Math.Max(elapsed.TotalSeconds, 0.001))} events/s)" : " (finished before)");
}
