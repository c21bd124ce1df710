using System.Buffers;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Ingestion.Sqlite;

/// <summary>Reads one shard's topics for one reader, a batch a transaction: a row, or several small ones.</summary>
internal sealed class SqlitePartitionReader(LogReading reading, int shard, Positions from, TopicSet topics) : IPartitionReader, IReadJob
{
    /// <summary>Rows are read together until they have so many bytes.</summary>
    private const int SmallBytes = 64 * 1024;

    private const int MostRows = 1024;

    private readonly HeldBatches _held = new();
    private readonly long[] _bases = new long[Topics.Count];
    private readonly long[] _next = [long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue];
    private readonly List<(int Count, long AppendTime)> _rows = [];
    private Positions _positions = from;
    private bool _begun;
    private Action<ReadOutcome>? _answer;

    public void Next(Action<ReadOutcome> answer)
    {
        _answer = answer;
        reading.Add(this);
    }

    public void Run(ReadConnection connection)
    {
        if (!_begun) Begin(connection);
        for (var topic = 0; topic < Topics.Count; topic++)
            if (((int)topics >> topic & 1) != 0 && _next[topic] == long.MaxValue)
                Peek(connection, (Topic)topic);
        RecordBatch? batch = null;
        while (_held.Choose(_next) is >= 0 and var chosen && batch is null) batch = Read(connection, (Topic)chosen);
        connection.End();
        _answer!(new ReadOutcome(batch));
    }

    public void Failed(Exception reason) => _answer!(new ReadOutcome(null, reason));

    public void Dispose()
    {
    }

    private void Begin(ReadConnection connection)
    {
        for (var topic = 0; topic < Topics.Count; topic++)
        {
            if (((int)topics >> topic & 1) == 0) continue;
            var position = _positions[topic];
            NotHeld.Check((Topic)topic, shard, position, connection.Start((Topic)topic, shard), connection.Next((Topic)topic, shard));
            _bases[topic] = connection.RowBase((Topic)topic, shard, position);
        }
        _begun = true;
    }

    private void Peek(ReadConnection connection, Topic topic)
    {
        var peek = connection.Peek.Bind(1, (int)topic).Bind(2, shard).Bind(3, _bases[(int)topic]);
        if (!peek.Step()) return;
        _next[(int)topic] = peek.Long(1);
        peek.Reset();
    }

    /// <summary>Null: what was seen there has been compacted away since.</summary>
    private RecordBatch? Read(ReadConnection connection, Topic topic)
    {
        _next[(int)topic] = long.MaxValue;
        var rows = connection.Rows.Bind(1, (int)topic).Bind(2, shard).Bind(3, _bases[(int)topic]);
        if (!rows.Step()) return null;
        var position = _positions[topic];
        var first = rows.Long(0);
        if (first > position && topic != Topic.Progress) throw NotHeld.Gone(topic, shard, position, first);
        var baseOffset = Math.Max(first, position);

        _rows.Clear();
        var data = rows.Blob(3);
        var skipped = (int)(baseOffset - first);
        data = data[PackedWalk.BytesOf(data, skipped)..];
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(data.Length, data.Length < SmallBytes ? 4096 : 0));
        var (length, next) = (0, first);
        do
        {
            if (length > 0) data = rows.Blob(3);
            if (length + data.Length > buffer.Length) buffer = Larger(buffer, length, data.Length);
            data.CopyTo(buffer.AsSpan(length));
            length += data.Length;
            var count = (int)rows.Long(1);
            next += count;
            _rows.Add((_rows.Count == 0 ? count - skipped : count, rows.Long(2)));
        }
        while (length < SmallBytes && _rows.Count < MostRows && rows.Step() && rows.Long(0) == next);
        rows.Reset();

        _positions[topic] = _bases[(int)topic] = next;
        _held.Given(topic);
        return new RecordBatch(
            shard, topic, buffer, length, (int)(next - baseOffset), baseOffset, next, new Timestamp(_rows[0].AppendTime), appendTimes: Times((int)(next - baseOffset)),
            released: _held.Released);
    }

    /// <summary>Each record's own append time where they differ.</summary>
    private long[]? Times(int count)
    {
        if (_rows[^1].AppendTime == _rows[0].AppendTime) return null;
        var times = new long[count];
        var at = 0;
        foreach (var (records, appendTime) in _rows)
        {
            times.AsSpan(at, records).Fill(appendTime);
            at += records;
        }
        return times;
    }

    private static byte[] Larger(byte[] buffer, int length, int more)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(length + more, buffer.Length * 2));
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
