using AkkaCommerce.Analytics.Partitions;

namespace AkkaCommerce.Tests.Simulator.Analysis;

/// <summary>The journal of one analyst: a row a number, which trimming frees again.</summary>
internal sealed class ModelJournal
{
    private readonly SortedDictionary<long, AnalystEntry> _rows = [];
    private readonly Dictionary<EntryName, AnalystEntry> _archive = [];

    public long Greatest => _rows.Count > 0 ? _rows.Keys.Last() : 0;

    /// <summary>Numbers through it were trimmed.</summary>
    public long Deleted { get; private set; }

    public IReadOnlyList<JournalRow> Rows => [.. _rows.Select(row => new JournalRow(row.Key, AnalystEntry.Read(row.Value.Bytes)))];

    public bool Insert(AnalystEntry entry)
    {
        if (!_rows.TryAdd(entry.Name.Number, entry)) return false;
        _archive[entry.Name] = entry;
        return true;
    }

    public void DeleteBelow(long number)
    {
        foreach (var row in _rows.Keys.TakeWhile(row => row < number).ToArray()) _rows.Remove(row);
        Deleted = Math.Max(Deleted, number - 1);
    }

    /// <summary>Everything that ever was part of the truth: by names, back from the newest.</summary>
    public List<AnalystEntry> Chain()
    {
        List<AnalystEntry> chain = [];
        for (var entry = _rows.Count > 0 ? _rows[Greatest] : null; entry is not null; entry = _archive.GetValueOrDefault(entry.Before)) chain.Add(entry);
        chain.Reverse();
        return chain;
    }
}
