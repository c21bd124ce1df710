namespace AkkaCommerce.Analytics.Panes;

/// <summary>Small numbers to dense indexes: which place of a list a slot has.</summary>
internal sealed class SlotMap
{
    private long[] _cells = new long[16];
    private int _count;

    /// <summary>The index of a slot; where there is none, it gets <paramref name="next"/>.</summary>
    public int IndexOf(int slot, int next, out bool isNew)
    {
        var mask = _cells.Length - 1;
        var at = (int)((uint)slot * 0x9E37_79B1u >> 7) & mask;
        while (true)
        {
            var cell = _cells[at];
            if (cell == 0) break;
            if ((int)(cell >> 32) == slot)
            {
                isNew = false;
                return (int)cell - 1;
            }
            at = at + 1 & mask;
        }
        isNew = true;
        _cells[at] = (long)slot << 32 | (uint)(next + 1);
        if (++_count * 2 > _cells.Length) Grow();
        return next;
    }

    public void Clear()
    {
        if (_count == 0) return;
        if (_cells.Length > 4096 && _count * 16 < _cells.Length) _cells = new long[_cells.Length / 4];
        else Array.Clear(_cells);
        _count = 0;
    }

    private void Grow()
    {
        var old = _cells;
        _cells = new long[old.Length * 2];
        var mask = _cells.Length - 1;
        foreach (var cell in old)
        {
            if (cell == 0) continue;
            var at = (int)((uint)(cell >> 32) * 0x9E37_79B1u >> 7) & mask;
            while (_cells[at] != 0) at = at + 1 & mask;
            _cells[at] = cell;
        }
    }
}
