using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Simulation.Shards;

/// <summary>
/// Puts the entries of many buffers into one order: by due time, then by user, then as they stand in their buffer. A function of the entries
/// alone, whatever order the buffers came in. Its arrays are used again from step to step.
/// </summary>
internal sealed class EventMerge
{
    private const int DigitBits = 11;
    private const int Digits = 1 << DigitBits;

    private ulong[] _order = [];
    private ulong[] _spare = [];
    private int[] _slots = [];
    private readonly int[] _counts = new int[Digits];
    private int[] _firsts = [];

    /// <summary>How many entries there are.</summary>
    public int Count { get; private set; }

    /// <summary>Orders the entries of buffers that are given in order of their users.</summary>
    /// <param name="after">All are due after this moment, in milliseconds, and less than 2^32 ms later.</param>
    public void Order(ReadOnlySpan<EventBuffer?> buffers, long after)
    {
        Count = 0;
        foreach (var buffer in buffers) Count += buffer!.Count;
        if (_order.Length < Count) (_order, _spare, _slots) = (new ulong[Count * 2], new ulong[Count * 2], new int[Count * 2]);
        if (_firsts.Length < buffers.Length) _firsts = new int[buffers.Length * 2];

        var (at, latest) = (0, 0UL);
        for (var slot = 0; slot < buffers.Length; slot++)
        {
            _firsts[slot] = at;
            foreach (ref readonly var entry in buffers[slot]!.Entries)
            {
                var offset = checked((uint)(entry.Due - after));
                latest = Math.Max(latest, offset);
                _slots[at] = slot;
                _order[at] = (ulong)offset << 32 | (uint)at++;
            }
        }
        for (var shift = 0; latest >> shift != 0; shift += DigitBits) SortBy(32 + shift);
    }

    /// <summary>The buffer of the entry at a place, and its number there.</summary>
    public (int Slot, int Entry) At(int place)
    {
        var flat = (int)(uint)_order[place];
        var slot = _slots[flat];
        return (slot, flat - _firsts[slot]);
    }

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
