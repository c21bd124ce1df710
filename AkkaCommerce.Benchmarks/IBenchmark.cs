namespace AkkaCommerce.Benchmarks;

/// <summary>Something that can be measured by name: <c>dotnet run -c Release --project AkkaCommerce.Benchmarks -- NAME</c>.</summary>
public interface IBenchmark
{
    string Name { get; }

    /// <summary>What it measures, in a line.</summary>
    string About { get; }

    /// <summary>Warms up, measures, and gives the medians.</summary>
    /// <param name="scale">1 as in the budgets; a smaller one for a quick look.</param>
    IReadOnlyList<Figure> Run(double scale);
}
