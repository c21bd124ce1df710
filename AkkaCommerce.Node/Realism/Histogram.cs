namespace AkkaCommerce.Node.Realism;

/// <summary>Whole numbers from 0, counted one by one; those beyond the last place count there.</summary>
internal sealed class Histogram(int places)
{
    private readonly long[] _counts = new long[places];

    public long Count { get; private set; }

    public double Mean => Count == 0 ? 0 : Of(value => value);

    /// <summary>Mean and standard deviation of the natural logarithm; 0 counts as a half.</summary>
    public (double Mean, double Deviation) Logarithms
    {
        get
        {
            if (Count == 0) return (0, 0);
            var mean = Of(Logarithm);
            return (mean, Math.Sqrt(Of(value => (Logarithm(value) - mean) * (Logarithm(value) - mean))));
        }
    }

    public void Add(long value)
    {
        _counts[(int)Math.Clamp(value, 0, _counts.Length - 1)]++;
        Count++;
    }

    /// <summary>The least value that this share, 0 to 1, of all do not exceed; 0 where there is none.</summary>
    public int Quantile(double share)
    {
        var (wanted, seen) = (share * Count, 0L);
        for (var value = 0; value < _counts.Length; value++)
            if ((seen += _counts[value]) >= wanted && seen > 0)
                return value;
        return 0;
    }

    private static double Logarithm(double value) => Math.Log(Math.Max(value, 0.5));

    private double Of(Func<double, double> figure)
    {
        var sum = 0.0;
        for (var value = 0; value < _counts.Length; value++) sum += _counts[value] * figure(value);
        return sum / Count;
    }
}
