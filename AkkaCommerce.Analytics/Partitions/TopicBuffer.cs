using System.Buffers.Binary;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Analytics.Partitions;

/// <summary>The records of one topic that are read and not yet folded: bounded, in order, with what is known of the first of them, the head.</summary>
internal sealed class TopicBuffer(int mostRecords, int mostBytes)
{
    /// <summary>The time of a head whose time cannot be read: it is older than all.</summary>
    public const long NoTime = long.MinValue;

    private readonly Queue<RecordBatch> _batches = new();
    private RecordBatch? _batch;
    private int _index;
    private int _at;
    private int _bytes;
    private int _records;

    /// <summary>Where reading goes on after all that was added.</summary>
    public long ReadTo { get; private set; }

    /// <summary>Of the next record to fold.</summary>
    public long Position => _batch is null ? ReadTo : Offset;

    public bool IsEmpty => _batch is null;

    public bool HasRoom => _records < mostRecords && _bytes < mostBytes;

    /// <summary>Since when it is waited for; null: it is not, something is at hand or was not missed yet.</summary>
    public TimeSpan? EmptySince { get; set; }

    /// <summary>Whether <see cref="Time"/> and <see cref="IsOwn"/> are of this head.</summary>
    public bool IsHeadRead { get; set; }

    /// <summary>The head's event time in milliseconds, or <see cref="NoTime"/>.</summary>
    public long Time { get; set; }

    /// <summary>Whether the head is the simulation's.</summary>
    public bool IsOwn { get; set; }

    public long Offset => _batch!.Offsets?[_index] ?? _batch.BaseOffset + _index;

    public long Appended => _batch!.AppendTimes?[_index] ?? _batch.AppendTime.Milliseconds;

    public ReadOnlySpan<byte> Key => _batch!.Bytes.Slice(_at + PackedRecords.HeaderBytes, KeyLength);

    public ReadOnlySpan<byte> Value => _batch!.Bytes.Slice(_at + PackedRecords.HeaderBytes + KeyLength, ValueLength);

    private int KeyLength => BinaryPrimitives.ReadInt32LittleEndian(_batch!.Bytes[_at..]);
    private int ValueLength => BinaryPrimitives.ReadInt32LittleEndian(_batch!.Bytes[(_at + 4)..]);

    public void StartAt(long position) => ReadTo = position;

    public void Add(RecordBatch batch)
    {
        ReadTo = Math.Max(ReadTo, batch.NextPosition);
        if (batch.Count == 0)
        {
            batch.Dispose();
            return;
        }
        _records += batch.Count;
        _bytes += batch.Length;
        if (_batch is not null)
        {
            _batches.Enqueue(batch);
            return;
        }
        Begin(batch);
    }

    /// <summary>Goes on to the next record; a batch that is done is given back.</summary>
    public void Pop()
    {
        IsHeadRead = false;
        _records--;
        _at += PackedRecords.HeaderBytes + KeyLength + ValueLength;
        if (++_index < _batch!.Count) return;
        _bytes -= _batch.Length;
        _batch.Dispose();
        if (_batches.TryDequeue(out var next)) Begin(next);
        else _batch = null;
    }

    public void Dispose()
    {
        _batch?.Dispose();
        _batch = null;
        while (_batches.TryDequeue(out var batch)) batch.Dispose();
        (_records, _bytes) = (0, 0);
    }

    private void Begin(RecordBatch batch)
    {
        (_batch, _index, _at, EmptySince) = (batch, 0, 0, null);
        IsHeadRead = false;
    }
}
