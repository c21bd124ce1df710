using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Tests.Simulator.Analysis;

/// <summary>
/// The log of one partition with Kafka's weak side: each topic is a row of slots, records and markers; a transaction is decided topic by topic,
/// and nothing behind an open one is to be seen.
/// </summary>
internal sealed class PartitionLog
{
    public const int Topics = 5;

    private readonly List<Slot>[] _slots = [.. Enumerable.Range(0, Topics).Select(_ => new List<Slot>())];
    private readonly Dictionary<(int Transaction, int Topic), bool?> _decided = [];
    private readonly int[] _stable = new int[Topics];
    private int _transactions;

    public readonly record struct Slot(int Transaction, SimulatedEvent? Event, long Appended);

    public int Begin() => ++_transactions;

    public void Append(int transaction, SimulatedEvent record, long now)
    {
        _slots[(int)record.Topic].Add(new Slot(transaction, record, now));
        _decided.TryAdd((transaction, (int)record.Topic), null);
    }

    public void Mark(int transaction, int topic, bool committed)
    {
        _slots[topic].Add(new Slot(transaction, null, 0));
        _decided[(transaction, topic)] = committed;
    }

    /// <summary>The last stable offset.</summary>
    public int Stable(int topic)
    {
        var (slots, at) = (_slots[topic], _stable[topic]);
        while (at < slots.Count && _decided[(slots[at].Transaction, topic)] is not null) at++;
        return _stable[topic] = at;
    }

    public Slot this[int topic, int offset] => _slots[topic][offset];

    public Positions Ends(bool counting = true)
    {
        Positions ends = default;
        for (var topic = 0; topic < Topics; topic++) ends[topic] = counting ? _slots[topic].Count : Stable(topic);
        return ends;
    }

    /// <summary>Whether a reader steps over it: a marker, or a record of an aborted transaction.</summary>
    public bool IsPassed(int topic, int offset) =>
        _slots[topic][offset] is var slot && (slot.Event is null || _decided[(slot.Transaction, topic)] == false);

    public IEnumerable<(long Offset, SimulatedEvent Event, long Appended)> Committed(int topic)
    {
        for (var offset = 0; offset < _slots[topic].Count; offset++)
            if (_slots[topic][offset] is { Event: { } record } slot && _decided[(slot.Transaction, topic)] == true)
                yield return (offset, record, slot.Appended);
    }
}
