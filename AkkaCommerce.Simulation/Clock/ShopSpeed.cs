using System.Globalization;

namespace AkkaCommerce.Simulation.Clock;

/// <summary>How fast the shop's time passes: live, so many times as fast, or as fast as the machine allows.</summary>
/// <param name="Factor">Above 0, at most 1,000,000; positive infinity: as fast as it goes.</param>
public readonly record struct ShopSpeed(double Factor)
{
    /// <summary>With the wall clock, after catching up with it.</summary>
    public static ShopSpeed Live { get; } = new(1);

    /// <summary>As fast as writers and analysts follow.</summary>
    public static ShopSpeed Max { get; } = new(double.PositiveInfinity);

    public bool IsLive => Factor == 1;

    public bool IsMax => double.IsPositiveInfinity(Factor);

    /// <summary>Reads <c>1</c>, <c>60</c>, <c>0.5</c>, <c>max</c>.</summary>
    public static bool TryParse(string? text, out ShopSpeed speed)
    {
        speed = Max;
        if (string.Equals(text, "max", StringComparison.OrdinalIgnoreCase)) return true;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var factor)) return false;
        speed = new ShopSpeed(factor);
        return factor is > 0 and <= 1_000_000;
    }

    public override string ToString() => IsMax ? "max" : Factor.ToString("0.###", CultureInfo.InvariantCulture);
}
