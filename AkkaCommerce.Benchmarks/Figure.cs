namespace AkkaCommerce.Benchmarks;

/// <summary>One measured number and the budget it is held against.</summary>
/// <param name="What">What was measured, for a person.</param>
/// <param name="Value">The median of the runs.</param>
/// <param name="Unit">Its unit: events/s, ns/event, B, s, ms …</param>
/// <param name="Budget">The budget in the same unit; null: none.</param>
/// <param name="MoreIsBetter">Whether the budget is a floor (a rate) or a ceiling (a time, a size).</param>
public sealed record Figure(string What, double Value, string Unit, double? Budget = null, bool MoreIsBetter = true)
{
    public bool? WithinBudget => Budget is { } budget ? MoreIsBetter ? Value >= budget : Value <= budget : null;
}
