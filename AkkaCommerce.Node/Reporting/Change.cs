using System.Globalization;
using AkkaCommerce.Node.Screen;

namespace AkkaCommerce.Node.Reporting;

/// <summary>How a figure changed against the adjacent window before, as a person reads it.</summary>
internal static class Change
{
    /// <summary>In percent of what it was.</summary>
    public static (string Text, Ink Ink) Of(decimal now, decimal? before)
    {
        if (before is not { } was) return ("", Ink.Plain);
        if (now == was) return ("=", Ink.Dim);
        if (was == 0) return ("new", Ink.Good);
        var change = (now - was) / was * 100;
        return change > 999 ? ("▲ >999 %", Ink.Good) : Signed(change, "0.0", "%", isGood: change > 0);
    }

    /// <summary>Of a share, in percentage points.</summary>
    /// <param name="isGood">Whether more is better.</param>
    public static (string Text, Ink Ink) OfShare(decimal now, decimal? before, bool isGood = true)
    {
        if (before is not { } was) return ("", Ink.Plain);
        return Signed((now - was) * 100, "0.00", "pts", isGood: now > was == isGood);
    }

    private static (string, Ink) Signed(decimal change, string format, string unit, bool isGood)
    {
        var text = Math.Abs(change).ToString(format, CultureInfo.InvariantCulture);
        if (text == 0m.ToString(format, CultureInfo.InvariantCulture)) return ("=", Ink.Dim);
        return ($"{(change > 0 ? '▲' : '▼')} {text} {unit}", isGood ? Ink.Good : Ink.Bad);
    }
}
