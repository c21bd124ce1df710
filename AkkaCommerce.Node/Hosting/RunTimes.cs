using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Node.Hosting;

/// <summary>
/// Where a run begins and ends, from what was asked: a relative beginning is a whole pane's, an end is a pane's, both are whole milliseconds and within the
/// days that a shop knows. What was asked and is not so is moved, and said.
/// </summary>
/// <param name="notes">Takes a line for a person about each time that was moved.</param>
internal sealed class RunTimes(SimulationOptions asked, TimeSpan pane, Action<string> notes)
{
    /// <exception cref="ConfigurationException">It is outside of the days that a shop knows.</exception>
    public Timestamp From(DateTimeOffset now)
    {
        var from = asked.From.Of(Timestamp.From(now));
        Check("from", asked.From, from);
        var begins = asked.From.IsRelative ? from.RoundedDownTo(pane) : from;
        if (!asked.Given.Contains("from")) return begins;
        if (begins != from) notes($"from: {asked.From} is {begins}, where a pane begins");
        else if (!asked.From.IsWhole) notes($"from: {asked.From} is {begins}, in whole milliseconds");
        return begins;
    }

    /// <summary>Null: none is asked.</summary>
    /// <param name="from">The run's beginning, from which a relative end counts.</param>
    /// <exception cref="ConfigurationException">It is outside of the days that a shop knows.</exception>
    public Timestamp? Until(Timestamp from)
    {
        if (asked.Until is not { } moment) return null;
        var until = moment.OrLaterOf(from);
        Check("until", moment, until);
        var ends = until.RoundedUpTo(pane);
        if (ends != until || !moment.IsWhole) notes($"until: {moment} is {ends}, where a pane ends");
        return ends;
    }

    private void Check(string name, Moment moment, Timestamp time)
    {
        var (first, last) = (Shop.FirstMoment(asked.Zone), Shop.LastMoment(asked.Zone));
        if (time < first || time > last) throw new ConfigurationException($"{name}: {moment} is outside of the shop's days, {first} to {last}");
    }
}
