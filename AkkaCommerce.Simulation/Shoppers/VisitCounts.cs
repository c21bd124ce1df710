namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>How many visits a day brings: Poisson, as a table of its cumulative distribution made with + - x / in a fixed order.</summary>
internal sealed class VisitCounts
{
    /// <summary>The most visits of one day.</summary>
    public const int Max = 255;

    /// <summary>Visits of a day from Monday to Friday against the mean of all days.</summary>
    public const double OfWeekday = 7 / 7.4;

    /// <summary>Visits of a Saturday or Sunday against the mean of all days: a fifth more than of a weekday.</summary>
    public const double OfWeekend = 1.2 * OfWeekday;

    private readonly ulong[] _upTo;

    /// <param name="mean">Above 0 to 120.</param>
    public VisitCounts(double mean)
    {
        if (!(mean > 0 && mean <= 120)) throw new ArgumentOutOfRangeException(nameof(mean), mean, "Visits of a day are above 0, at most 120.");
        var (exponential, term) = (1.0, 1.0);
        for (var n = 1; n <= 600; n++) exponential += term *= mean / n;

        var upTo = new List<ulong>();
        var (probability, sum) = (1 / exponential, 0.0);
        for (var n = 0; n < Max && sum < 1 - 1e-15; n++)
        {
            sum += probability;
            probability *= mean / (n + 1);
            upTo.Add((ulong)(Math.Min(sum, 1) * (1UL << 53)));
        }
        _upTo = [.. upTo];
    }

    /// <summary>The count that 64 random bits stand for.</summary>
    public int Draw(ulong random)
    {
        var at = random >> 11;
        var (low, high) = (0, _upTo.Length);
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (at < _upTo[middle]) high = middle;
            else low = middle + 1;
        }
        return low;
    }
}
