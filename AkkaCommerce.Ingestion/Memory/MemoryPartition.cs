using System.Buffers;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Ingestion.Memory;

/// <summary>One topic's partition: runs of records in pooled segments. Not thread-safe: its shard's lock guards it.</summary>
internal sealed class MemoryPartition(Topic topic)
{
    /// <summary>Segments grow up to this, and no run is longer unless one record is.</summary>
    public const int SegmentBytes = 256 * 1024;

    private const int FirstSegmentBytes = 4 * 1024;

    /// <summary>Buffers of whole segments kept for the next: what trimming frees at once is more than a pool takes.</summary>
    private const int MostSpares = 128;

    private readonly List<Run> _runs = [];
    private readonly Stack<byte[]> _spares = new();
    private Segment? _tail;

    public long Next { get; private set; }

    public long Start => _runs.Count > 0 ? _runs[0].Base : Next;

    public void Append(ReadOnlySpan<byte> records, long appendTime)
    {
        while (records.Length > 0)
        {
            var bytes = PackedWalk.Take(records, SegmentBytes, out var count);
            var segment = Room(bytes);
            records[..bytes].CopyTo(segment.Buffer.AsSpan(segment.Length));
            if (_runs.Count > 0 && _runs[^1] is var last && last.Segment == segment && last.AppendTime == appendTime)
            {
                _runs[^1] = last with { Count = last.Count + count, Length = last.Length + bytes };
            }
            else
            {
                _runs.Add(new Run(segment, segment.Length, bytes, Next, count, appendTime));
                segment.Runs++;
            }
            segment.Length += bytes;
            Next += count;
            records = records[bytes..];
        }
    }

    /// <summary>When what a reader at this position gets next was appended; <see cref="long.MaxValue"/>: there is nothing.</summary>
    public long AppendTimeAt(long position) => position < Next && RunAt(position) is var at && at < _runs.Count ? _runs[at].AppendTime : long.MaxValue;

    /// <summary>The records from a position on, up to a segment's end.</summary>
    public RecordBatch Read(int shard, long position, Action<RecordBatch> released)
    {
        var at = RunAt(position);
        var first = _runs[at];
        var skipped = (int)Math.Max(0, position - first.Base);
        var start = first.Start + PackedWalk.BytesOf(first.Segment.Buffer.AsSpan(first.Start, first.Length), skipped);
        var end = at + 1;
        while (end < _runs.Count && _runs[end].Segment == first.Segment && _runs[end].Base == _runs[end - 1].Base + _runs[end - 1].Count) end++;
        var last = _runs[end - 1];
        var length = last.Start + last.Length - start;
        var baseOffset = first.Base + skipped;
        var next = last.Base + last.Count;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        first.Segment.Buffer.AsSpan(start, length).CopyTo(buffer);
        var times = end - at > 1 ? Times(at, end, baseOffset, (int)(next - baseOffset)) : null;
        return new RecordBatch(
            shard, topic, buffer, length, (int)(next - baseOffset), baseOffset, next, new Timestamp(first.AppendTime), appendTimes: times, released: released);
    }

    /// <summary>Removes what is past the limits and below the floor; of a compacted topic all but what is the last of a source.</summary>
    public void Trim(in TrimLimits limits, Func<Run, bool>? keep)
    {
        var floor = limits.Floor[topic];
        var before = (keep is null ? limits.AppendedBefore : limits.ProgressBefore).Milliseconds;
        var excess = _runs.Sum(run => (long)run.Length) - limits.Bytes;
        var kept = 0;
        for (var i = 0; i < _runs.Count; i++)
        {
            var run = _runs[i];
            var goes = run.Base + run.Count <= floor && run.AppendTime < limits.KeptSince.Milliseconds && (run.AppendTime < before || excess > 0);
            if (!goes || keep?.Invoke(run) == true)
            {
                if (!goes && kept == i && keep is null) return;
                _runs[kept++] = run;
                continue;
            }
            excess -= run.Length;
            if (--run.Segment.Runs == 0) Free(run.Segment);
        }
        _runs.RemoveRange(kept, _runs.Count - kept);
    }

    public PartitionStatistics Statistics(int shard) => new(
        topic, shard, _runs.Sum(run => (long)run.Count), _runs.Sum(run => (long)run.Length), Start, Next,
        Oldest, _runs.Count > 0 ? new Timestamp(_runs[^1].AppendTime) : null);

    /// <summary>When the oldest record was appended; null: none is held.</summary>
    public Timestamp? Oldest => _runs.Count > 0 ? new Timestamp(_runs[0].AppendTime) : null;

    private long[] Times(int from, int to, long baseOffset, int count)
    {
        var times = new long[count];
        for (var i = from; i < to; i++)
        {
            var start = (int)Math.Max(0, _runs[i].Base - baseOffset);
            times.AsSpan(start, (int)(_runs[i].Base + _runs[i].Count - baseOffset) - start).Fill(_runs[i].AppendTime);
        }
        return times;
    }

    /// <summary>The first run that ends beyond the position.</summary>
    private int RunAt(long position)
    {
        var (low, high) = (0, _runs.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_runs[middle].Base + _runs[middle].Count > position) high = middle;
            else low = middle + 1;
        }
        return low;
    }

    private Segment Room(int bytes)
    {
        if (_tail is not null && _tail.Buffer.Length - _tail.Length >= bytes && _tail.Length + bytes <= SegmentBytes) return _tail;
        var size = _tail is null ? FirstSegmentBytes : Math.Min(SegmentBytes, _tail.Buffer.Length * 2);
        var isWhole = size == SegmentBytes && bytes <= SegmentBytes;
        return _tail = new Segment(isWhole && _spares.TryPop(out var spare) ? spare : ArrayPool<byte>.Shared.Rent(Math.Max(size, bytes)));
    }

    private void Free(Segment segment)
    {
        if (segment == _tail) _tail = null;
        if (segment.Buffer.Length == SegmentBytes && _spares.Count < MostSpares) _spares.Push(segment.Buffer);
        else ArrayPool<byte>.Shared.Return(segment.Buffer);
    }

    internal sealed class Segment(byte[] buffer)
    {
        public byte[] Buffer { get; } = buffer;
        public int Length;
        public int Runs;
    }

    /// <summary>Records one after another that were appended at one moment.</summary>
    internal readonly record struct Run(Segment Segment, int Start, int Length, long Base, int Count, long AppendTime);
}
