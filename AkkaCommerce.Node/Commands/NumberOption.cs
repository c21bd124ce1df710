using System.CommandLine;
using System.Globalization;
using AkkaCommerce.Node.Configuration;

namespace AkkaCommerce.Node.Commands;

/// <summary>An option whose value is a number, judged like all that is given: what it was, what it may be, and what to write instead.</summary>
/// <param name="rule">What it may be, as in "a number above 0".</param>
/// <param name="fits">Of a finite number.</param>
internal sealed class NumberOption(string name, string rule, Func<double, bool> fits) : Option<string>(name)
{
    /// <returns>Null: it is not given.</returns>
    /// <exception cref="ConfigurationException">It is no such number.</exception>
    public double? Read(ParseResult parsed) => parsed.GetValue(this) is not { } text ? null
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && fits(number) ? number
        : throw new ConfigurationException($"{Name}: '{text}' is not {rule}");
}
