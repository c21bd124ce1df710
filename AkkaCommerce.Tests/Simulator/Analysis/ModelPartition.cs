using System.Buffers;
using System.Buffers.Binary;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Tests.Analytics.Hosting;

namespace AkkaCommerce.Tests.Simulator.Analysis;

/// <summary>A record of the model's log.</summary>
/// <param name="Own">Whether it is the simulation's.</param>
/// <param name="Time">Of the event; null: it has none that can be read.</param>
internal sealed record ModelRecord(int Topic, bool Own, long? Time, byte[] Key, byte[] Value)
{
    public long Appended { get; init; }

    /// <summary>What it was made of; null: by no hand.</summary>
    public HandMadeEvent? Event { get; init; }

    /// <summary>Whether it is no event that may be counted, whenever it comes.</summary>
    public bool IsSpoilt { get; init; }
}

/// <summary>
/// The log of one partition as Kafka shows it at its weakest: per topic a list of slots, each a record of a transaction or a marker; a transaction
/// resolves topic by topic, and may be aborted.
/// </summary>
internal sealed class ModelPartition(int shard)
{
    /// <summary>Topics that an analyst reads.</summary>
    public const int TopicCount = (int)Topic.Progress + 1;

    private readonly List<(int Transaction, ModelRecord? Record)>[] _slots = [[], [], [], [], [], []];
    private readonly List<bool?[]> _states = [];
    private readonly int[] _stable = new int[Topics.Count];

    public int Begin()
    {
        _states.Add(new bool?[Topics.Count]);
        return _states.Count - 1;
    }

    public void Append(int transaction, ModelRecord record) => _slots[record.Topic].Add((transaction, record));

    public void Mark(int transaction, int topic, bool committed)
    {
        _slots[topic].Add((transaction, null));
        _states[transaction][topic] = committed;
    }

    /// <summary>Up to where nothing of a topic is undecided.</summary>
    public int StableEnd(int topic)
    {
        ref var stable = ref _stable[topic];
        while (stable < _slots[topic].Count && _states[_slots[topic][stable].Transaction][topic] is not null) stable++;
        return stable;
    }

    /// <summary>Where each topic ends.</summary>
    public Positions Ends(bool counting)
    {
        Positions ends = default;
        for (var k = 0; k < Topics.Count; k++) ends[k] = counting ? _slots[k].Count : StableEnd(k);
        return ends;
    }

    /// <summary>Steps over markers and what was aborted, up to the stable end.</summary>
    public long Settle(int topic, long position)
    {
        var (slots, end) = (_slots[topic], StableEnd(topic));
        while (position < end && (slots[(int)position].Record is null || _states[slots[(int)position].Transaction][topic] == false)) position++;
        return position;
    }

    public ModelRecord At(int topic, long offset) => _slots[topic][(int)offset].Record!;

    /// <summary>Every event that is committed.</summary>
    public IEnumerable<(int Topic, long Offset, ModelRecord Record)> Committed() => Enumerable.Range(0, Topics.EventTopics).SelectMany(Committed);

    /// <summary>Every record of a topic that is committed.</summary>
    public IEnumerable<(int Topic, long Offset, ModelRecord Record)> Committed(int topic)
    {
        var slots = _slots[topic];
        for (var o = 0; o < slots.Count; o++)
            if (slots[o] is { Record: { } record } slot && _states[slot.Transaction][topic] == true)
                yield return (topic, o, record);
    }

    /// <summary>One record as the log's reader gives it, or none, and where reading goes on.</summary>
    public RecordBatch Batch(int topic, long offset, ModelRecord? record, long next)
    {
        var length = record is null ? 0 : PackedRecords.HeaderBytes + record.Key.Length + record.Value.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(1, length));
        if (record is null) return new RecordBatch(shard, (Topic)topic, buffer, 0, 0, offset, next, new Timestamp(0));
        BinaryPrimitives.WriteInt32LittleEndian(buffer, record.Key.Length);
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(4), record.Value.Length);
        record.Key.CopyTo(buffer, PackedRecords.HeaderBytes);
        record.Value.CopyTo(buffer, PackedRecords.HeaderBytes + record.Key.Length);
        return new RecordBatch(shard, (Topic)topic, buffer, length, 1, offset, next, new Timestamp(record.Appended));
    }
}
