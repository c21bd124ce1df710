using System.Globalization;

namespace AkkaCommerce.Ingestion.Log;

/// <summary>One rule of an options record: field, value and what it should be, in one line.</summary>
internal static class LogOptionRule
{
    public static void Check(bool holds, string field, object? value, string rule)
    {
        if (!holds) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{field} is {value ?? "missing"}: it must be {rule}"));
    }
}
