using System.Text;
using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Analytics.Verification;

/// <summary>A window's distinct users.</summary>
internal record struct DistinctFigures(long Viewers, long Carters, long Customers, long Converted, long Recovered)
{
    public void Add(in DistinctFigures other)
    {
        Viewers += other.Viewers;
        Carters += other.Carters;
        Customers += other.Customers;
        Converted += other.Converted;
        Recovered += other.Recovered;
    }
}

/// <summary>
/// Recounts distinct users by sorting: what each user did in which panes becomes spans of windows, and the spans' edges are summed up. It shares
/// nothing with the sets of bits that the analysis counts with.
/// </summary>
internal sealed class DistinctRecount(PaneGrid grid)
{
    private const int Viewed = 0, Carted = 1, Bought = 2;

    private readonly Dictionary<string, int> _users = [];
    private readonly List<(int User, long Pane, byte Kind)> _acts = [];
    private char[] _name = new char[64];
    private int _sorted;

    public void Add(ReadOnlySpan<byte> user, long pane, EventType type)
    {
        byte kind;
        switch (type)
        {
            case EventType.PageView: kind = Viewed; break;
            case EventType.AddToCart or EventType.RemoveFromCart: kind = Carted; break;
            case EventType.Purchase: kind = Bought; break;
            default: return;
        }
        if (_name.Length < user.Length) _name = new char[Math.Max(user.Length, _name.Length * 2)];
        var names = _users.GetAlternateLookup<ReadOnlySpan<char>>();
        var name = _name.AsSpan(0, Encoding.UTF8.GetChars(user, _name));
        if (!names.TryGetValue(name, out var number)) names[name] = number = _users.Count;
        _acts.Add((number, pane, kind));
        if (_acts.Count - _sorted > Math.Max(1 << 20, _sorted)) Compact();
    }

    /// <summary>By window (its last pane), where the figures change: what is to be added from there on.</summary>
    public Dictionary<long, DistinctFigures> Edges()
    {
        Compact();
        var edges = new Dictionary<long, DistinctFigures>();
        List<(long From, long To)>[] spans = [[], [], []];
        for (var i = 0; i < _acts.Count;)
        {
            foreach (var list in spans) list.Clear();
            var user = _acts[i].User;
            for (; i < _acts.Count && _acts[i].User == user; i++) Extend(spans[_acts[i].Kind], _acts[i].Pane);
            Mark(edges, spans[Viewed], new(1, 0, 0, 0, 0));
            Mark(edges, spans[Carted], new(0, 1, 0, 0, 0));
            Mark(edges, spans[Bought], new(0, 0, 1, 0, 0));
            Mark(edges, Common(spans[Viewed], spans[Bought]), new(0, 0, 0, 1, 0));
            Mark(edges, Common(spans[Carted], spans[Bought]), new(0, 0, 0, 0, 1));
        }
        return edges;
    }

    /// <summary>A pane is in the windows that end with it and with the panes after it.</summary>
    private void Extend(List<(long From, long To)> spans, long pane)
    {
        var to = pane + grid.Window;
        if (spans.Count > 0 && spans[^1].To >= pane) spans[^1] = (spans[^1].From, to);
        else spans.Add((pane, to));
    }

    private static List<(long From, long To)> Common(List<(long From, long To)> left, List<(long From, long To)> right)
    {
        var common = new List<(long, long)>();
        for (int i = 0, j = 0; i < left.Count && j < right.Count;)
        {
            var (from, to) = (Math.Max(left[i].From, right[j].From), Math.Min(left[i].To, right[j].To));
            if (from < to) common.Add((from, to));
            if (left[i].To < right[j].To) i++;
            else j++;
        }
        return common;
    }

    private static void Mark(Dictionary<long, DistinctFigures> edges, List<(long From, long To)> spans, DistinctFigures one)
    {
        var less = new DistinctFigures(-one.Viewers, -one.Carters, -one.Customers, -one.Converted, -one.Recovered);
        foreach (var (from, to) in spans)
        {
            Change(edges, from, one);
            Change(edges, to, less);
        }
    }

    private static void Change(Dictionary<long, DistinctFigures> edges, long window, DistinctFigures by)
    {
        var at = edges.GetValueOrDefault(window);
        at.Add(by);
        edges[window] = at;
    }

    /// <summary>Sorts by user, pane and kind, each once.</summary>
    private void Compact()
    {
        _acts.Sort();
        var kept = 0;
        for (var i = 0; i < _acts.Count; i++)
            if (kept == 0 || _acts[i] != _acts[kept - 1]) _acts[kept++] = _acts[i];
        _acts.RemoveRange(kept, _acts.Count - kept);
        _sorted = kept;
    }
}
