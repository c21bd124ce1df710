using System.Runtime.CompilerServices;

namespace AkkaCommerce.Analytics.Audience;

/// <summary>A user who has done something in an open window: three rings of panes, pane p at bit p mod 128.</summary>
internal struct User
{
    public const int InlineBytes = 32;

    /// <summary>The panes of the rings are those from here to 127 further.</summary>
    public long RingFrom;
    public UInt128 Viewed;
    public UInt128 Carted;
    public UInt128 Bought;

    /// <summary>The last pane with a bit.</summary>
    public long LastPane;

    public uint Hash;
    public int NextInBucket;
    public int NextToExpire;
    public int KeyLength;
    public InlineKey Key;

    [InlineArray(InlineBytes)]
    public struct InlineKey
    {
        private byte _first;
    }
}

/// <summary>User ids to dense slots; a freed slot is used again. No allocation a user but for ids longer than <see cref="User.InlineBytes"/>.</summary>
internal sealed class UserTable
{
    private User[] _users = new User[64];
    private int[] _buckets = NewBuckets(128);
    private readonly Dictionary<int, byte[]> _longKeys = [];
    private int _free = -1;
    private int _used;

    public int Count { get; private set; }

    public ref User this[int slot] => ref _users[slot];

    /// <summary>The user's slot, or -1.</summary>
    public int Find(ReadOnlySpan<byte> id, uint hash)
    {
        for (var slot = _buckets[(int)hash & _buckets.Length - 1]; slot >= 0; slot = _users[slot].NextInBucket)
            if (_users[slot].Hash == hash && KeyOf(slot).SequenceEqual(id))
                return slot;
        return -1;
    }

    /// <summary>A slot for a user who has none; all of it is zero but key and hash.</summary>
    public int Add(ReadOnlySpan<byte> id, uint hash)
    {
        var slot = _free;
        if (slot >= 0) _free = _users[slot].NextInBucket;
        else
        {
            if (_used == _users.Length) Grow();
            slot = _used++;
        }
        ref var user = ref _users[slot];
        user = default;
        user.Hash = hash;
        user.KeyLength = id.Length;
        if (id.Length <= User.InlineBytes) id.CopyTo(user.Key);
        else _longKeys[slot] = id.ToArray();
        ref var bucket = ref _buckets[(int)hash & _buckets.Length - 1];
        user.NextInBucket = bucket;
        bucket = slot;
        Count++;
        return slot;
    }

    /// <summary>Forgets a user.</summary>
    public void Free(int slot)
    {
        ref var user = ref _users[slot];
        ref var link = ref _buckets[(int)user.Hash & _buckets.Length - 1];
        while (link != slot) link = ref _users[link].NextInBucket;
        link = user.NextInBucket;
        if (user.KeyLength > User.InlineBytes) _longKeys.Remove(slot);
        user.NextInBucket = _free;
        _free = slot;
        Count--;
    }

    private ReadOnlySpan<byte> KeyOf(int slot)
    {
        ref var user = ref _users[slot];
        return user.KeyLength <= User.InlineBytes ? ((ReadOnlySpan<byte>)user.Key)[..user.KeyLength] : _longKeys[slot];
    }

    private void Grow()
    {
        Array.Resize(ref _users, _users.Length * 2);
        _buckets = NewBuckets(_buckets.Length * 2);
        for (var slot = 0; slot < _used; slot++)
        {
            ref var bucket = ref _buckets[(int)_users[slot].Hash & _buckets.Length - 1];
            _users[slot].NextInBucket = bucket;
            bucket = slot;
        }
    }

    private static int[] NewBuckets(int size)
    {
        var buckets = new int[size];
        Array.Fill(buckets, -1);
        return buckets;
    }
}
