using AkkaCommerce.Simulation.Clock;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Tests.Simulator.Shop;

/// <summary>The clock's journal: a number is given once, but trimming frees numbers.</summary>
internal sealed class ModelClockJournal
{
    private readonly SortedList<long, ClockState> _entries = [];

    public long Greatest => _entries.Count > 0 ? _entries.Keys[^1] : 0;

    /// <summary>Every campaign that ever came into the list, as often as it did.</summary>
    public List<Campaign> Campaigns { get; } = [];

    public ClockState? Newest => _entries.Count > 0 ? _entries.Values[^1] : null;

    public bool Land(ClockState entry)
    {
        var newest = entry.Number > Greatest;
        if (!_entries.TryAdd(entry.Number, entry)) return false;
        if (!newest) return true;
        foreach (var group in entry.Campaigns.GroupBy(c => c))
            for (var known = Campaigns.Count(c => c == group.Key); known < group.Count(); known++)
                Campaigns.Add(group.Key);
        return true;
    }

    public void TrimBelow(long number)
    {
        while (_entries.Count > 0 && _entries.Keys[0] < number) _entries.RemoveAt(0);
    }
}
