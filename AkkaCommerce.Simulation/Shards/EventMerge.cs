using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Simulation.Shards;

/// <summary>
/// Puts the entries of many answers into one order: by due time, then by user, then as they stand in their answer. A function of the entries
/// alone, whatever order the answers came in. Its arrays are used again from step to step.
/// </summary>
internal sealed class EventMerge
{
    private const int DigitBits = 11;
    private const int Digits = 1 << DigitBits;

    private ulong[] _order = [];
    private ulong[] _spare = [];
    private readonly int[] _counts = new int[Digits];

    /// <summary>How many entries there are.</summary>
    public int Count { get; private set; }

    /// <summary>Orders the entries of answers that are given in order of their users.</summary>
    /// <param name="entries">Those of all answers.</param>
    /// <param name="answers">Where each answer's entries begin, and how many they are; together they are all.</param>
    /// <param name="after">All are due after this moment, in milliseconds, and less than 2^32 ms later.</param>
    public void Order(ReadOnlySpan<EventEntry> entries, ReadOnlySpan<(int First, int Count)> answers, long after)
    {
        Count = entries.Length;
        if (_order.Length < Count) (_order, _spare) = (new ulong[Count * 2], new ulong[Count * 2]);

        var (place, latest) = (0, 0UL);
        foreach (var (first, count) in answers)
        {
            for (var at = first; at < first + count; at++)
            {
                var offset = checked((uint)(entries[at].Due - after));
                latest = Math.Max(latest, offset);
                _order[place++] = (ulong)offset << 32 | (uint)at;
            }
        }
        for (var shift = 0; latest >> shift != 0; shift += DigitBits) SortBy(32 + shift);
    }

    /// <summary>Which of the entries comes at a place.</summary>
    public int At(int place) => (int)(uint)_order[place];

    /// <summary>A stable counting sort by one digit.</summary>
    private void SortBy(int shift)
    {
        var counts = _counts.AsSpan();
        counts.Clear();
        var from = _order.AsSpan(0, Count);
        foreach (var key in from) counts[(int)(key >> shift) & (Digits - 1)]++;
        var sum = 0;
        foreach (ref var count in counts) (count, sum) = (sum, sum + count);
        var to = _spare.AsSpan(0, Count);
        foreach (var key in from) to[counts[(int)(key >> shift) & (Digits - 1)]++] = key;
        (_order, _spare) = (_spare, _order);
    }
}
