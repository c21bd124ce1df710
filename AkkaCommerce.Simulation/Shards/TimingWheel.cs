namespace AkkaCommerce.Simulation.Shards;

/// <summary>
/// Who is due when: a hierarchical timing wheel (Varghese and Lauck, 1987) of three rings of 256 buckets (of 1 s, 4.4 min and 18.6 h) and one for
/// what lies beyond. Members are numbers; a bucket is a list linked through one array, so a member costs 12 bytes, and setting or taking one
/// some tens of nanoseconds. Each member is set at most once until it is taken.
/// </summary>
internal sealed class TimingWheel
{
    private const int Rings = 3;
    private const int RingBits = 8;
    private const int Buckets = 1 << RingBits;
    private const int TickBits = 10;
    private const int None = -1;

    private readonly long[] _due;
    private readonly int[] _next;
    private readonly int[] _first = new int[Rings * Buckets + 1];
    private long _tick;

    public TimingWheel(int members)
    {
        (_due, _next) = (new long[members], new int[members]);
        Clear(0);
    }

    /// <summary>How many members are set.</summary>
    public int Count { get; private set; }

    /// <summary>When a member is due, in milliseconds: as last set, also after it was taken.</summary>
    public long DueOf(int member) => _due[member];

    /// <summary>Empties the wheel; nothing due at or before <paramref name="now"/> is set from here on.</summary>
    public void Clear(long now)
    {
        Array.Fill(_first, None);
        _tick = now >> TickBits;
        Count = 0;
    }

    /// <summary>Sets when a member is due: after the last moment taken through; <see cref="long.MaxValue"/>: never.</summary>
    public void Set(int member, long due)
    {
        _due[member] = due;
        if (due == long.MaxValue) return;
        Count++;
        Link(member, Math.Max(due >> TickBits, _tick));
    }

    /// <summary>Takes all members due up to and including <paramref name="moment"/>, in no order; gives how many.</summary>
    public int Take(long moment, ref int[] into)
    {
        var taken = 0;
        var last = moment >> TickBits;
        while (true)
        {
            taken = TakeBucket(moment, taken, ref into);
            if (_tick >= last) break;
            if (Count == taken) _tick = last;
            else Advance();
        }
        Count -= taken;
        return taken;
    }

    private int TakeBucket(long moment, int taken, ref int[] into)
    {
        ref var first = ref _first[_tick & (Buckets - 1)];
        var member = first;
        first = None;
        while (member != None)
        {
            var next = _next[member];
            if (_due[member] <= moment)
            {
                if (taken == into.Length) Array.Resize(ref into, Math.Max(64, taken * 2));
                into[taken++] = member;
            }
            else
            {
                _next[member] = first;
                first = member;
            }
            member = next;
        }
        return taken;
    }

    /// <summary>One tick on: where a ring has gone round, the next bucket of the one above is dealt out.</summary>
    private void Advance()
    {
        _tick++;
        for (var ring = 1; ring <= Rings; ring++)
        {
            if ((_tick & ((1L << ring * RingBits) - 1)) != 0) return;
            Deal(ring == Rings ? Rings * Buckets : ring * Buckets + (int)(_tick >> ring * RingBits & (Buckets - 1)));
        }
    }

    private void Deal(int bucket)
    {
        var member = _first[bucket];
        _first[bucket] = None;
        while (member != None)
        {
            var next = _next[member];
            Link(member, _due[member] >> TickBits);
            member = next;
        }
    }

    private void Link(int member, long tick)
    {
        var apart = tick ^ _tick;
        var ring = apart < Buckets ? 0 : apart < 1 << 2 * RingBits ? 1 : apart < 1 << 3 * RingBits ? 2 : Rings;
        ref var first = ref _first[ring == Rings ? Rings * Buckets : ring * Buckets + (int)(tick >> ring * RingBits & (Buckets - 1))];
        _next[member] = first;
        first = member;
    }
}
