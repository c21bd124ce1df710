namespace AkkaCommerce.Node.Realism;

/// <summary>A figure of a shop, and what is known of it from real ones.</summary>
/// <param name="Name">What it is, with its unit.</param>
/// <param name="Target">What was published, in words; empty: it is only measured.</param>
/// <param name="Source">By whom.</param>
/// <param name="Least">The least that fits the target; null: it is only measured.</param>
/// <param name="Most">The greatest that does.</param>
/// <param name="Measured">Of the run at hand.</param>
internal sealed record RealismFigure(string Name, string Target, string Source, double? Least, double? Most, double Measured)
{
    /// <summary>Whether what was measured fits; null: there is nothing to fit.</summary>
    public bool? Fits => Least is { } least && Most is { } most ? Measured >= least && Measured <= most : null;
}
