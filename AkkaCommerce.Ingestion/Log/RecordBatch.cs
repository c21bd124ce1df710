using System.Buffers;
using System.Buffers.Binary;
using Akka.Actor;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Ingestion.Log;

/// <summary>
/// Committed records of one topic-partition, in order, in one pooled buffer (the layout of <see cref="PackedRecords"/>).
/// Whoever gets it disposes it once; that is also how a source learns that its reader holds nothing of a topic any more.
/// </summary>
public sealed class RecordBatch : IDisposable, INoSerializationVerificationNeeded
{
    private byte[]? _buffer;
    private readonly int _length;
    private readonly Action<RecordBatch>? _released;

    /// <param name="buffer">Rented from <see cref="ArrayPool{T}.Shared"/>; returned on dispose.</param>
    /// <param name="baseOffset">The offset of the first record; the others follow without gap unless <paramref name="offsets"/> says otherwise.</param>
    /// <param name="nextPosition">Where reading goes on after this batch; beyond the last record's offset + 1 where the log stepped over markers or a gap.</param>
    /// <param name="appendTime">When the records were appended, by the log's clock.</param>
    public RecordBatch(
        int shard, Topic topic, byte[] buffer, int length, int count, long baseOffset, long nextPosition, Timestamp appendTime,
        long[]? offsets = null, long[]? appendTimes = null, Action<RecordBatch>? released = null)
    {
        (Shard, Topic, _buffer, _length, Count, BaseOffset, NextPosition, AppendTime) = (shard, topic, buffer, length, count, baseOffset, nextPosition, appendTime);
        (Offsets, AppendTimes, _released) = (offsets, appendTimes, released);
    }

    public int Shard { get; }
    public Topic Topic { get; }
    public int Count { get; }
    public int Length => _length;
    public long BaseOffset { get; }
    public long NextPosition { get; }

    /// <summary>The first record's append time, and every record's where <see cref="AppendTimes"/> is null.</summary>
    public Timestamp AppendTime { get; }

    /// <summary>A record's own offset, where they have gaps (Kafka); else null.</summary>
    public long[]? Offsets { get; }

    /// <summary>A record's own append time in milliseconds, where they differ; else null.</summary>
    public long[]? AppendTimes { get; }

    public ReadOnlySpan<byte> Bytes => (_buffer ?? throw new ObjectDisposedException(nameof(RecordBatch))).AsSpan(0, _length);

    public RecordCursor GetEnumerator() => new(this);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is not { } buffer) return;
        ArrayPool<byte>.Shared.Return(buffer);
        _released?.Invoke(this);
    }
}

/// <summary>One record of a batch: its place, when it was appended, and its bytes, valid while the batch is.</summary>
public readonly ref struct Record(long offset, Timestamp appendTime, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
{
    public long Offset { get; } = offset;
    public Timestamp AppendTime { get; } = appendTime;
    public ReadOnlySpan<byte> Key { get; } = key;
    public ReadOnlySpan<byte> Value { get; } = value;
}

/// <summary>Walks the records of a batch: <c>foreach (var record in batch)</c>.</summary>
public ref struct RecordCursor(RecordBatch batch)
{
    private readonly ReadOnlySpan<byte> _bytes = batch.Bytes;
    private int _at;
    private int _next;
    private int _index = -1;

    public bool MoveNext()
    {
        if (++_index >= batch.Count) return false;
        _at = _next;
        _next = _at + PackedRecords.HeaderBytes + KeyLength + BinaryPrimitives.ReadInt32LittleEndian(_bytes[(_at + 4)..]);
        return true;
    }

    public readonly Record Current => new(
        batch.Offsets?[_index] ?? batch.BaseOffset + _index,
        batch.AppendTimes is { } times ? new Timestamp(times[_index]) : batch.AppendTime,
        _bytes.Slice(_at + PackedRecords.HeaderBytes, KeyLength),
        _bytes[(_at + PackedRecords.HeaderBytes + KeyLength).._next]);

    private readonly int KeyLength => BinaryPrimitives.ReadInt32LittleEndian(_bytes[_at..]);
}
