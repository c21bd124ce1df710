namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>A distribution as a committed table of its quantiles at 0, 1/32 … 1, straight lines between them.</summary>
internal readonly struct Quantiles(int[] table)
{
    /// <summary>Time on a page against its mean, in thousandths: Weibull, shape 0.8.</summary>
    public static readonly Quantiles Dwell = new(
    [
        0, 12, 29, 49, 71, 96, 124, 154, 186, 221, 259, 299, 343, 391, 442, 498, 558,
        624, 696, 775, 862, 958, 1066, 1188, 1328, 1489, 1681, 1912, 2204, 2591, 3158, 4174, 7510,
    ]);

    /// <summary>The value that 64 random bits stand for.</summary>
    public int At(ulong random)
    {
        var segment = (int)(random >> 59);
        var (low, high) = (table[segment], table[segment + 1]);
        return low + (int)((long)(high - low) * (long)(random >> 43 & 0xFFFF) >> 16);
    }
}
