using System.Diagnostics.CodeAnalysis;

namespace AkkaCommerce.Analytics.Windows;

/// <summary>Something a pane, in the order of the panes: added behind the last, taken from the first on, looked up in between. Not thread-safe.</summary>
internal sealed class PaneQueue<T>
{
    private long[] _panes = new long[8];
    private T[] _items = new T[8];
    private int _first, _end;

    public int Count => _end - _first;

    /// <summary>The panes, oldest first.</summary>
    public ReadOnlySpan<long> Panes => _panes.AsSpan(_first, Count);

    /// <summary>What there is of each of <see cref="Panes"/>.</summary>
    public Span<T> Items => _items.AsSpan(_first, Count);

    /// <summary>Adds behind the last.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The pane is not behind the last.</exception>
    public void Add(long pane, T item)
    {
        if (Count > 0) ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(pane, _panes[_end - 1]);
        if (_end == _panes.Length) MakeRoom();
        (_panes[_end], _items[_end]) = (pane, item);
        _end++;
    }

    /// <summary>What there is of the panes from one to another, both included.</summary>
    public ReadOnlySpan<T> Between(long from, long to)
    {
        var (start, end) = (IndexOf(from), IndexOf(to + 1));
        return _items.AsSpan(start, Math.Max(end - start, 0));
    }

    public bool TryGet(long pane, [MaybeNullWhen(false)] out T item)
    {
        var at = IndexOf(pane);
        var found = at < _end && _panes[at] == pane;
        item = found ? _items[at] : default;
        return found;
    }

    /// <summary>Takes the first, if it is of this pane.</summary>
    public bool TryTake(long pane, [MaybeNullWhen(false)] out T item)
    {
        item = default;
        if (Count == 0 || _panes[_first] != pane) return false;
        item = _items[_first];
        RemoveThrough(pane);
        return true;
    }

    public void RemoveThrough(long pane)
    {
        var kept = IndexOf(pane + 1);
        Array.Clear(_items, _first, kept - _first);
        _first = kept;
        if (_first == _end) (_first, _end) = (0, 0);
    }

    /// <summary>The place of the first that is of this pane or a later one.</summary>
    private int IndexOf(long pane)
    {
        var at = Panes.BinarySearch(pane);
        return _first + (at < 0 ? ~at : at);
    }

    private void MakeRoom()
    {
        var (panes, items) = (_panes, _items);
        if (Count > panes.Length / 2) (panes, items) = (new long[2 * panes.Length], new T[2 * panes.Length]);
        Panes.CopyTo(panes);
        Items.CopyTo(items);
        var count = Count;
        if (items == _items) Array.Clear(_items, count, _first);
        (_panes, _items, _first, _end) = (panes, items, 0, count);
    }
}
