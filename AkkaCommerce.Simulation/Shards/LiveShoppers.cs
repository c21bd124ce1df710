using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace AkkaCommerce.Simulation.Shards;

/// <summary>Who is awake, and how to reach them, in the order in which they last walked: the first of it is longest away.</summary>
internal sealed class LiveShoppers<TAddress> where TAddress : class
{
    private const int None = -1;

    private struct Entry
    {
        public TAddress Address;
        public int User, Before, After;
    }

    private readonly Dictionary<int, int> _places = [];
    private Entry[] _entries = new Entry[16];
    private int _used, _free = None, _first = None, _last = None;

    public int Count => _places.Count;

    public TAddress? Find(int user) => _places.TryGetValue(user, out var place) ? _entries[place].Address : null;

    /// <summary>This shopper has just walked, and is reached like this from now on.</summary>
    public void Touch(int user, TAddress address)
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, user, out var known);
        if (known) Unlink(place);
        else place = Take();
        _entries[place] = new Entry { Address = address, User = user, Before = _last, After = None };
        if (_last == None) _first = place;
        else _entries[_last].After = place;
        _last = place;
    }

    /// <summary>Forgets the one that has not walked for longest.</summary>
    public bool TryForgetLongestAway([NotNullWhen(true)] out TAddress? address)
    {
        address = null;
        if (_first == None) return false;
        var place = _first;
        address = _entries[place].Address;
        _places.Remove(_entries[place].User);
        Unlink(place);
        _entries[place] = new Entry { Address = null!, After = _free };
        _free = place;
        return true;
    }

    private int Take()
    {
        if (_free != None)
        {
            var place = _free;
            _free = _entries[place].After;
            return place;
        }
        if (_used == _entries.Length) Array.Resize(ref _entries, 2 * _used);
        return _used++;
    }

    private void Unlink(int place)
    {
        var (before, after) = (_entries[place].Before, _entries[place].After);
        if (before == None) _first = after;
        else _entries[before].After = after;
        if (after == None) _last = before;
        else _entries[after].Before = before;
    }
}
