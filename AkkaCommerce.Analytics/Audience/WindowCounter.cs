namespace AkkaCommerce.Analytics.Audience;

/// <summary>
/// A count for each of the windows from the oldest open one: runs of windows are added by their two ends, so that a user who is new in thirty
/// windows costs two additions.
/// </summary>
internal struct WindowCounter()
{
    private const int Ring = 256;

    private readonly long[] _change = new long[Ring];
    private long _before;

    /// <summary>Adds one to each window whose bit is set; bit 0 is the oldest open window.</summary>
    public readonly void Add(UInt128 windows, long open)
    {
        var at = open;
        while (windows != UInt128.Zero)
        {
            var skip = (int)UInt128.TrailingZeroCount(windows);
            windows >>= skip;
            at += skip;
            var length = (int)UInt128.TrailingZeroCount(~windows);
            _change[(int)(at & Ring - 1)]++;
            _change[(int)(at + length & Ring - 1)]--;
            if (length >= 128) return;
            windows >>= length;
            at += length;
        }
    }

    /// <summary>The count of a window that is open, at most 127 beyond the oldest.</summary>
    public readonly long Of(long window, long open)
    {
        var count = _before;
        for (var at = open; at <= window; at++) count += _change[(int)(at & Ring - 1)];
        return count;
    }

    /// <summary>Leaves the oldest open window behind.</summary>
    public void Pass(long open)
    {
        ref var change = ref _change[(int)(open & Ring - 1)];
        _before += change;
        change = 0;
    }

    /// <summary>Leaves behind more than ever was counted.</summary>
    public void Clear()
    {
        Array.Clear(_change);
        _before = 0;
    }
}
