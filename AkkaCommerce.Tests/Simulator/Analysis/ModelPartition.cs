using System.Buffers;
using System.Buffers.Binary;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Tests.Analytics.Hosting;

namespace AkkaCommerce.Tests.Simulator.Analysis;

/// <summary>A record of the model's log.</summary>
/// <param name="Event">Null: progress, or no event at all.</param>
/// <param name="Time">Of the event; null: it has none that can be read.</param>
internal sealed record ModelRecord(HandMadeEvent? Event, bool Own, long? Time, byte[] Key, byte[] Value)
{
    public long Appended { get; init; }
}

/// <summary>
/// The log of one partition as Kafka shows it at its weakest: per topic a list of slots, each a record of a transaction or a marker; a transaction
/// resolves topic by topic, and may be aborted.
/// </summary>
internal sealed class ModelPartition(int shard)
{
    public const int TopicCount = (int)Topic.Progress + 1;

    private readonly List<(int Transaction, ModelRecord? Record)>[] _slots = [[], [], [], [], []];
    private readonly List<bool?[]> _states = [];
    private readonly int[] _stable = new int[TopicCount];

    public int Begin()
    {
        _states.Add(new bool?[TopicCount]);
        return _states.Count - 1;
    }

    public void Append(int transaction, int topic, ModelRecord record) => _slots[topic].Add((transaction, record));

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
        for (var k = 0; k < TopicCount; k++) ends[k] = counting ? _slots[k].Count : StableEnd(k);
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

    public IEnumerable<(int Topic, long Offset, ModelRecord Record)> Committed()
    {
        for (var k = 0; k < Topics.EventTopics; k++)
            for (var o = 0; o < _slots[k].Count; o++)
                if (_slots[k][o] is { Record: { } record } slot && _states[slot.Transaction][k] == true)
                    yield return (k, o, record);
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
