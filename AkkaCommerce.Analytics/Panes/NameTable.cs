using System.Text;

namespace AkkaCommerce.Analytics.Panes;

/// <summary>
/// Names (product ids, categories, users) as dense slots, without an allocation for a name that is known. One thread adds; what was handed to
/// another thread in a message may be read there.
/// </summary>
public sealed class NameTable
{
    private byte[] _arena = new byte[1024];
    private int[] _ends = new int[16];
    private uint[] _hashes = new uint[16];
    private volatile string?[] _texts = new string?[16];
    private int[] _buckets = new int[32];

    /// <summary>How many names there are; a slot is below it.</summary>
    public int Count { get; private set; }

    /// <summary>The name as text.</summary>
    public string this[int slot] => _texts[slot] ?? (_texts[slot] = Encoding.UTF8.GetString(Bytes(slot)));

    /// <summary>The name as UTF-8.</summary>
    public ReadOnlySpan<byte> Bytes(int slot)
    {
        var start = slot == 0 ? 0 : _ends[slot - 1];
        return _arena.AsSpan(start, _ends[slot] - start);
    }

    /// <summary>The slot of a name; a new one where it is not known.</summary>
    public int Slot(ReadOnlySpan<byte> name)
    {
        var hash = NameHash.Of(name);
        var mask = _buckets.Length - 1;
        for (var at = (int)hash & mask; ; at = at + 1 & mask)
        {
            var slot = _buckets[at] - 1;
            if (slot < 0) return Add(name, hash, at);
            if (_hashes[slot] == hash && Bytes(slot).SequenceEqual(name)) return slot;
        }
    }

    /// <summary>The slot of a name that another table holds.</summary>
    public int Slot(NameTable other, int slot)
    {
        var mine = Slot(other.Bytes(slot));
        _texts[mine] ??= other._texts[slot];
        return mine;
    }

    /// <summary>Orders names by their text, ordinally.</summary>
    public int Compare(int left, int right) => left == right ? 0 : string.CompareOrdinal(this[left], this[right]);

    /// <summary>The ordinally lesser of two names.</summary>
    public int Least(int left, int right) => Compare(left, right) <= 0 ? left : right;

    public void Clear()
    {
        Count = 0;
        Array.Clear(_buckets);
        Array.Clear(_texts);
    }

    private int Add(ReadOnlySpan<byte> name, uint hash, int at)
    {
        var slot = Count;
        var start = slot == 0 ? 0 : _ends[slot - 1];
        if (slot == _ends.Length) Grow();
        if (start + name.Length > _arena.Length) Array.Resize(ref _arena, Math.Max(_arena.Length * 2, start + name.Length));
        name.CopyTo(_arena.AsSpan(start));
        _ends[slot] = start + name.Length;
        _hashes[slot] = hash;
        _buckets[at] = slot + 1;
        Count = slot + 1;
        if (Count * 2 > _buckets.Length) Rehash();
        return slot;
    }

    private void Grow()
    {
        var size = _ends.Length * 2;
        Array.Resize(ref _ends, size);
        Array.Resize(ref _hashes, size);
        var texts = _texts;
        Array.Resize(ref texts, size);
        _texts = texts;
    }

    private void Rehash()
    {
        _buckets = new int[_buckets.Length * 2];
        var mask = _buckets.Length - 1;
        for (var slot = 0; slot < Count; slot++)
        {
            var at = (int)_hashes[slot] & mask;
            while (_buckets[at] != 0) at = at + 1 & mask;
            _buckets[at] = slot + 1;
        }
    }
}
