using System.Text;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Ingestion.Log.Truth;

/// <summary>
/// What one transaction of the simulation wrote, by pane of event time: the value of a record of <see cref="Topic.Truth"/>, for
/// <c>verify</c> to hold the log and the windows against. Sums of such records are made with <see cref="Add"/>.
/// </summary>
public sealed class TruthRecord
{
    private static readonly byte[] Simulation = Encoding.UTF8.GetBytes(Progress.Simulation);

    private readonly SortedDictionary<long, PaneTruth> _panes = [];
    private readonly long _length;
    private PaneTruth? _current;

    /// <param name="pane">The length of a pane, whole milliseconds.</param>
    public TruthRecord(TimeSpan pane)
    {
        Pane = pane;
        _length = (long)pane.TotalMilliseconds;
        ArgumentOutOfRangeException.ThrowIfLessThan(_length, 1, nameof(pane));
    }

    /// <summary>The length of a pane.</summary>
    public TimeSpan Pane { get; }

    /// <summary>The panes it says something of, in order of time.</summary>
    public IReadOnlyCollection<PaneTruth> Panes => _panes.Values;

    /// <summary>The pane that holds this moment, made on first use.</summary>
    public PaneTruth At(Timestamp moment)
    {
        var start = moment.Milliseconds - ((moment.Milliseconds % _length) + _length) % _length;
        if (_current?.Start.Milliseconds == start) return _current;
        if (!_panes.TryGetValue(start, out _current)) _panes.Add(start, _current = new PaneTruth(new Timestamp(start)));
        return _current;
    }

    /// <summary>Adds another transaction's truth.</summary>
    public void Add(TruthRecord other)
    {
        foreach (var pane in other.Panes) At(pane.Start).Add(pane);
    }

    /// <summary>The record's JSON, in UTF-8.</summary>
    public byte[] ToJson() => TruthJson.Write(this);

    /// <summary>Reads a record back.</summary>
    /// <exception cref="FormatException">It is not such a record.</exception>
    public static TruthRecord Parse(ReadOnlySpan<byte> json) => TruthJson.Read(json);

    /// <summary>What a record of the topic says; null: it is none of the simulation's, whoever wrote it.</summary>
    /// <exception cref="StoreRefusedException">It has the simulation's key, and cannot be read.</exception>
    public static TruthRecord? Of(in Record record)
    {
        if (!record.Key.SequenceEqual(Simulation)) return null;
        try
        {
            return Parse(record.Value);
        }
        catch (FormatException e)
        {
            throw new StoreRefusedException($"{Topic.Truth.Name()}, offset {record.Offset}: {e.Message}", e);
        }
    }
}
