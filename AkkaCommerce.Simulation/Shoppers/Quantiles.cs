namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>A distribution as a committed table of its quantiles at 0, 1/32 … 1, straight lines between them.</summary>
internal readonly struct Quantiles(int[] table)
{
    /// <summary>Pages of a visit that goes beyond the first page, in hundredths: log-normal, median 20, sigma 1.12, from 2 on.</summary>
    public static readonly Quantiles Pages = new(
    [
        200, 248, 359, 457, 551, 645, 740, 838, 940, 1046, 1157, 1275, 1400, 1533, 1677, 1832, 2000,
        2184, 2385, 2609, 2858, 3138, 3458, 3826, 4257, 4772, 5402, 6199, 7254, 8752, 11149, 14109, 22000,
    ]);

    /// <summary>Time on a page against its mean, in thousandths: Weibull, shape 0.8.</summary>
    public static readonly Quantiles Dwell = new(
    [
        0, 12, 29, 49, 71, 96, 124, 154, 186, 221, 259, 299, 343, 391, 442, 498, 558,
        624, 696, 775, 862, 958, 1066, 1188, 1328, 1489, 1681, 1912, 2204, 2591, 3158, 4174, 7510,
    ]);

    /// <summary>A visitor's pace against the median, in thousandths: log-normal, sigma 0.6.</summary>
    public static readonly Quantiles Pace = new(Catalog.Assortment.PriceSpread);

    /// <summary>The value that 64 random bits stand for.</summary>
    public int At(ulong random)
    {
        var segment = (int)(random >> 59);
        var (low, high) = (table[segment], table[segment + 1]);
        return low + (int)((long)(high - low) * (long)(random >> 43 & 0xFFFF) >> 16);
    }
}
