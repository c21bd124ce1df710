using AkkaCommerce.Analytics.Panes;

namespace AkkaCommerce.Analytics.Audience;

/// <summary>
/// Distinct users of the open windows, exactly, for any order of arrival. For each user three sets of panes (viewed, carted, bought); a set bit
/// counts in every window that holds its pane and was not counted yet. Panes from the first of the oldest open window are bits of a ring of 128;
/// those further ahead wait beside until the ring reaches them. A user without a bit in an open window is forgotten.
/// </summary>
public sealed class DistinctAudience
{
    private const int Ring = 128;

    private readonly int _window;
    private readonly bool _lastPaneOnly;
    private readonly UserTable _users = new();
    private readonly int[] _expiring = new int[Ring];
    private readonly SortedDictionary<long, FarPane> _far = [];
    private readonly Stack<FarPane> _spareFar = new();
    private readonly WindowCounter[] _counters = [new(), new(), new(), new(), new()];
    private long _open;

    /// <summary>The first pane of <see cref="_far"/>; <see cref="long.MaxValue"/>: there is none.</summary>
    private long _firstFar = long.MaxValue;

    /// <param name="window">Panes of a window, 2 to 120.</param>
    /// <param name="open">The oldest open pane.</param>
    public DistinctAudience(int window, long open) : this(window, open, lastPaneOnly: false) { }

    internal DistinctAudience(int window, long open, bool lastPaneOnly)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(window, AnalysisOptions.MostWindowPanes);
        (_window, _open, _lastPaneOnly) = (window, open, lastPaneOnly);
        Array.Fill(_expiring, -1);
    }

    /// <summary>The oldest open pane: the windows that end with it and later ones are counted.</summary>
    public long Open => _open;

    /// <summary>Users known.</summary>
    public int Users => _users.Count;

    private long RingFrom => _open - _window + 1;

    /// <summary>The slot of a user who has done something in an open window, or -1. It holds until anything else is called.</summary>
    public int Find(ReadOnlySpan<byte> user, uint hash) => _users.Find(user, hash);

    /// <summary>The hash to hand in.</summary>
    public static uint HashOf(ReadOnlySpan<byte> user) => NameHash.Of(user);

    /// <summary>A user did something in a pane; in one before the oldest open window's, nothing happens.</summary>
    public void Add(ReadOnlySpan<byte> user, uint hash, UserAct act, long pane) => Add(user, hash, Find(user, hash), act, pane);

    /// <inheritdoc cref="Add(ReadOnlySpan{byte}, uint, UserAct, long)"/>
    /// <param name="slot">What <see cref="Find"/> says of the user.</param>
    public void Add(ReadOnlySpan<byte> user, uint hash, int slot, UserAct act, long pane)
    {
        var from = RingFrom;
        if (pane < from) return;
        if (pane >= from + Ring)
        {
            Far(pane).Add(user, act);
            return;
        }
        if (slot < 0)
        {
            slot = _users.Add(user, hash);
            ref var added = ref _users[slot];
            added.RingFrom = from;
            added.LastPane = pane;
            Link(slot, pane);
        }
        ref var known = ref _users[slot];
        if (known.RingFrom != from) Age(ref known, from);
        if (pane > known.LastPane) known.LastPane = pane;
        var bit = UInt128.One << (int)(pane & Ring - 1);
        switch (act)
        {
            case UserAct.Viewed: if ((known.Viewed & bit) == 0) Set(ref known, ref known.Viewed, bit, act); break;
            case UserAct.Carted: if ((known.Carted & bit) == 0) Set(ref known, ref known.Carted, bit, act); break;
            default: if ((known.Bought & bit) == 0) Set(ref known, ref known.Bought, bit, act); break;
        }
    }

    /// <summary>The counts of a window that is open; windows further than 127 beyond the oldest are not counted yet.</summary>
    /// <param name="window">Its last pane.</param>
    public DistinctUsers Of(long window)
    {
        if (window < _open || window >= _open + Ring) return default;
        return new DistinctUsers(Count(0), Count(1), Count(2), Count(3), Count(4));
        long Count(int counter) => _counters[counter].Of(window, _open);
    }

    /// <summary>All panes before this one are closed.</summary>
    public void OpenFrom(long pane)
    {
        while (_open < pane)
        {
            if (_users.Count == 0 && JumpTo(pane)) continue;
            for (var i = 0; i < _counters.Length; i++) _counters[i].Pass(_open);
            var expired = RingFrom;
            _open++;
            Expire(expired);
            Reach();
        }
    }

    /// <summary>With nobody in the ring there is nothing to pass, up to where the ring meets the first of those beyond it.</summary>
    private bool JumpTo(long pane)
    {
        var to = Math.Min(pane, _firstFar - Ring);
        if (to <= _open) return false;
        for (var i = 0; i < _counters.Length; i++) _counters[i].Clear();
        _open = to;
        return true;
    }

    private FarPane Far(long pane)
    {
        if (_far.TryGetValue(pane, out var known)) return known;
        _firstFar = Math.Min(_firstFar, pane);
        return _far[pane] = _spareFar.TryPop(out var spare) ? spare : new FarPane();
    }

    /// <summary>The panes that the ring reaches now.</summary>
    private void Reach()
    {
        while (_firstFar < RingFrom + Ring)
        {
            var pane = _firstFar;
            _far.Remove(pane, out var reached);
            _firstFar = _far.Count > 0 ? _far.First().Key : long.MaxValue;
            reached!.Replay(this, pane);
            if (_spareFar.Count >= AnalysisOptions.MostSparePanes) continue;
            reached.Clear();
            _spareFar.Push(reached);
        }
    }

    private void Expire(long pane)
    {
        ref var first = ref _expiring[(int)(pane & Ring - 1)];
        var slot = first;
        first = -1;
        while (slot >= 0)
        {
            ref var user = ref _users[slot];
            var next = user.NextToExpire;
            if (user.LastPane > pane) Link(slot, user.LastPane);
            else _users.Free(slot);
            slot = next;
        }
    }

    private void Link(int slot, long pane)
    {
        ref var first = ref _expiring[(int)(pane & Ring - 1)];
        _users[slot].NextToExpire = first;
        first = slot;
    }

    private void Set(ref User user, ref UInt128 set, UInt128 bit, UserAct act)
    {
        var turn = (int)(RingFrom & Ring - 1);
        var before = Cover(UInt128.RotateRight(set, turn));
        set = _lastPaneOnly ? bit : set | bit;
        var added = Cover(UInt128.RotateRight(set, turn)) & ~before;
        if (added == 0) return;
        _counters[(int)act].Add(added, _open);
        switch (act)
        {
            case UserAct.Viewed:
                if (user.Bought != 0) _counters[3].Add(added & Cover(UInt128.RotateRight(user.Bought, turn)), _open);
                break;
            case UserAct.Carted:
                if (user.Bought != 0) _counters[4].Add(added & Cover(UInt128.RotateRight(user.Bought, turn)), _open);
                break;
            default:
                if (user.Viewed != 0) _counters[3].Add(added & Cover(UInt128.RotateRight(user.Viewed, turn)), _open);
                if (user.Carted != 0) _counters[4].Add(added & Cover(UInt128.RotateRight(user.Carted, turn)), _open);
                break;
        }
    }

    /// <summary>The open windows that hold one of the panes: window j (from the oldest open) holds panes j to j + W - 1 (from the ring's first).</summary>
    private UInt128 Cover(UInt128 panes)
    {
        var windows = panes;
        var length = 1;
        while (length * 2 <= _window)
        {
            windows |= windows >> length;
            length *= 2;
        }
        return windows | windows >> (_window - length);
    }

    private static void Age(ref User user, long from)
    {
        var passed = from - user.RingFrom;
        if (passed >= Ring) (user.Viewed, user.Carted, user.Bought) = (0, 0, 0);
        else
        {
            var gone = UInt128.RotateLeft((UInt128.One << (int)passed) - 1, (int)(user.RingFrom & Ring - 1));
            user.Viewed &= ~gone;
            user.Carted &= ~gone;
            user.Bought &= ~gone;
        }
        user.RingFrom = from;
    }

    /// <summary>Who did what in a pane that the ring does not reach yet.</summary>
    private sealed class FarPane
    {
        private readonly NameTable _users = new();
        private byte[] _acts = new byte[16];

        public void Add(ReadOnlySpan<byte> user, UserAct act)
        {
            var slot = _users.Slot(user);
            if (slot == _acts.Length) Array.Resize(ref _acts, _acts.Length * 2);
            _acts[slot] |= (byte)(1 << (int)act);
        }

        public void Clear()
        {
            _users.Clear();
            Array.Clear(_acts);
        }

        public void Replay(DistinctAudience audience, long pane)
        {
            for (var slot = 0; slot < _users.Count; slot++)
                for (var act = UserAct.Viewed; act <= UserAct.Bought; act++)
                    if ((_acts[slot] >> (int)act & 1) != 0)
                        audience.Add(_users.Bytes(slot), HashOf(_users.Bytes(slot)), act, pane);
        }
    }
}
