using System.Globalization;

namespace AkkaCommerce.Ingestion.Events;

/// <summary>Amounts of money: whole cents inside, two decimals outside, rounded half away from zero.</summary>
public static class Money
{
    /// <summary>The greatest amount that an event may carry (ten billion units): nine million of them still add up in 64 bits.</summary>
    public const long MaxCents = 1_000_000_000_000;

    /// <summary>Whole cents, half a cent away from zero.</summary>
    public static long ToCents(decimal amount) => (long)decimal.Round(amount * 100m, MidpointRounding.AwayFromZero);

    /// <summary>Units with two decimals, culture aside: <c>1299.97</c>.</summary>
    public static string Text(long cents) => (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>A ratio rounded once, half away from zero; 0 where the divisor is 0.</summary>
    /// <param name="decimals">0 to 9.</param>
    public static decimal Ratio(long dividend, long divisor, int decimals) =>
        divisor == 0 ? 0m : decimal.Round((decimal)dividend / divisor, decimals, MidpointRounding.AwayFromZero);
}
