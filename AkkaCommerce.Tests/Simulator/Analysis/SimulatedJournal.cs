using AkkaCommerce.Analytics.Partitions;

namespace AkkaCommerce.Tests.Simulator.Analysis;

/// <summary>The journal of one analyst: numbers are unique, trimming frees them.</summary>
internal sealed class SimulatedJournal
{
    private readonly Dictionary<EntryName, AnalystEntry> _archive = [];

    public SortedDictionary<long, AnalystEntry> Rows { get; } = [];

    /// <summary>Numbers up to here were deleted.</summary>
    public long Deleted { get; private set; }

    public long Newest => Rows.Count == 0 ? 0 : Rows.Keys.Last();

    public bool Insert(AnalystEntry entry)
    {
        if (!Rows.TryAdd(entry.Name.Number, entry)) return false;
        _archive[entry.Name] = entry;
        return true;
    }

    public void Trim(long below)
    {
        foreach (var number in Rows.Keys.TakeWhile(number => number < below).ToArray()) Rows.Remove(number);
        Deleted = Math.Max(Deleted, below - 1);
    }

    /// <summary>The simulator's own view: everything that ever was part of the truth.</summary>
    public List<AnalystEntry> Chain()
    {
        var chain = new List<AnalystEntry>();
        for (var entry = Rows.Count > 0 ? Rows[Newest] : null; entry is not null; entry = _archive.GetValueOrDefault(entry.Before)) chain.Add(entry);
        chain.Reverse();
        return chain;
    }
}

/// <summary>An entry on its way to the journal.</summary>
internal sealed class Flight(int shard, AnalystEntry entry, int order)
{
    public int Shard => shard;
    public AnalystEntry Entry => entry;

    /// <summary>Which incarnation began to recover when.</summary>
    public int Order => order;

    /// <summary>Null: it has not come there.</summary>
    public bool? Done { get; set; }
}
