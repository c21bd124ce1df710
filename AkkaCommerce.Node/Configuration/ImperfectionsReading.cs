using AkkaCommerce.Ingestion.Runs;

namespace AkkaCommerce.Node.Configuration;

/// <summary>What is to befall events on purpose, an option a kind, as <see cref="ImperfectionsText"/> reads them; empty or <c>none</c>: nothing.</summary>
internal static class ImperfectionsReading
{
    private const string Delayed = "is not a share from 0% to 100%, to four places, and how much later, from 1ms to 1h (such as 1%, or 1%:5s..2m)";

    private static readonly (string Name, string Rule)[] Options =
    [
        ("late", Delayed),
        ("duplicate", Delayed),
        ("lose", "is not a share from 0% to 100%, to four places (such as 0.1%)"),
        ("reorder", "is not a span from 1ms to 1h (such as 2s)"),
        ("outage", "is not a time of the shop's day and a length from 1s to 6h (such as 14:00+10m)"),
    ];

    /// <exception cref="ConfigurationException">A value that does not fit, or shares of more than all events.</exception>
    public static Imperfections Imperfections(this Settings settings)
    {
        var asked = Ingestion.Runs.Imperfections.None;
        foreach (var (name, rule) in Options)
        {
            var path = $"simulation.{name}";
            if (settings.Text(path) is "" or "none") continue;
            asked = ImperfectionsText.WithOrNull(asked, name, settings.Text(path)) ?? throw settings.Wrong(path, rule);
        }
        if (asked.LateShare + asked.DuplicateShare + asked.LossShare > Ingestion.Runs.Imperfections.Whole)
            throw new ConfigurationException("late, duplicate and lose are shares of more than all events: together they are at most 100%, for of the three one befalls an event at most");
        return asked;
    }
}
