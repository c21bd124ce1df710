namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>A figure by its normal score, as a committed table of its values at -3, -2.875 … 3, straight lines between them.</summary>
internal readonly struct ByScore(int[] table)
{
    private const int Least = -3000;
    private const int Step = 125;

    /// <summary>
    /// Pages of a visit that goes beyond the first page, in hundredths: so many that, with the visits that are cut short, 8, 20, 42 and 80 come out at the quarters
    /// and the ninth tenth (UCI Online Shoppers); straight between their logarithms.
    /// </summary>
    public static readonly ByScore Pages = new(
    [
        200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 244, 290, 345, 412, 492, 586,
        699, 834, 995, 1186, 1415, 1687, 2013, 2400, 2774, 3206, 3705, 4281, 4947, 5700, 6555, 7537, 8666,
        9963, 11455, 13168, 15138, 17401, 20002, 22894, 26142, 29851, 30000, 30000, 30000, 30000, 30000, 30000,
    ]);

    /// <summary>
    /// Length of such a visit, in seconds: log-normal (mu 6.72, sigma 1.57, of which the shop's cut-offs make 6.47 and 1.38), from 8 s on, and beyond 4,000 s drawn
    /// in to the two hours that the shop allows.
    /// </summary>
    public static readonly ByScore Seconds = new(
    [
        8, 9, 11, 13, 16, 20, 24, 29, 36, 44, 53, 65, 79, 96, 116, 142, 172,
        210, 255, 311, 378, 460, 560, 681, 829, 1009, 1227, 1493, 1817, 2211, 2691, 3274, 3984, 4744,
        5431, 6012, 6467, 6791, 6996, 7109, 7162, 7182, 7188, 7190, 7190, 7190, 7190, 7190, 7190,
    ]);

    /// <summary>The figure at a score in thousandths.</summary>
    public int At(int score)
    {
        var at = Math.Clamp(score - Least, 0, (table.Length - 1) * Step - 1);
        var (low, high) = (table[at / Step], table[at / Step + 1]);
        return low + (int)((long)(high - low) * (at % Step) / Step);
    }
}
