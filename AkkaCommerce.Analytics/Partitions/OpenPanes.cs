using AkkaCommerce.Analytics.Panes;

namespace AkkaCommerce.Analytics.Partitions;

/// <summary>The sums of the panes that are open and hold something; used again when closed.</summary>
internal sealed class OpenPanes
{
    private const int FewNames = 1 << 16;

    private readonly Dictionary<long, PaneSum> _open = [];
    private readonly Stack<PaneSum> _spare = new();
    private PaneSum? _last;
    private long _lastPane;
    private int _namesKept;

    public OpenPanes() => Names = new NameTable();

    /// <summary>The names that the sums speak of.</summary>
    public NameTable Names { get; private set; }

    public int Count => _open.Count;

    public IEnumerable<KeyValuePair<long, PaneSum>> All => _open;

    public PaneSum this[long pane] => _last is not null && _lastPane == pane ? _last : Open(pane);

    public PaneSum? Find(long pane) => _open.GetValueOrDefault(pane);

    /// <summary>The first pane that holds something; <see cref="long.MaxValue"/>: none.</summary>
    public long First()
    {
        var first = long.MaxValue;
        foreach (var pane in _open.Keys) first = Math.Min(first, pane);
        return first;
    }

    public void Remove(long pane)
    {
        if (!_open.Remove(pane, out var sum)) return;
        if (_last == sum) _last = null;
        if (_spare.Count >= AnalysisOptions.MostSparePanes) return;
        sum.Begin(Names);
        _spare.Push(sum);
    }

    /// <summary>Forgets names that no open pane speaks of, when they have become many. Nothing written with the old table may be pending.</summary>
    public void ForgetNames()
    {
        if (Names.Count < FewNames || Names.Count < 2 * _namesKept) return;
        var names = new NameTable();
        foreach (var (pane, sum) in _open.ToArray())
        {
            var moved = new PaneSum(names);
            moved.Add(sum.ToTotals().In(Names, names));
            _open[pane] = moved;
        }
        (Names, _namesKept, _last) = (names, names.Count, null);
        _spare.Clear();
    }

    private PaneSum Open(long pane)
    {
        if (!_open.TryGetValue(pane, out var sum)) _open[pane] = sum = _spare.TryPop(out var spare) ? spare : new PaneSum(Names);
        (_last, _lastPane) = (sum, pane);
        return sum;
    }
}
