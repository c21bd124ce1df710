using System.Text;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Ingestion.Memory;

/// <summary>One shard of a log in memory: its partitions and its writers' epochs, behind one lock.</summary>
internal sealed class MemoryShard
{
    private readonly object _gate = new();
    private readonly int _number;
    private readonly MemoryPartition[] _partitions = [.. Enumerable.Range(0, Topics.Count).Select(topic => new MemoryPartition((Topic)topic))];
    private readonly Dictionary<string, Source> _sources = [];
    private readonly Func<MemoryPartition.Run, bool> _lastOfASource;
    private long _lastAppend;

    public MemoryShard(int number)
    {
        _number = number;
        _lastOfASource = run => _sources.Values.Any(source => source.Progress is not null && source.At >= run.Base && source.At < run.Base + run.Count);
    }

    public (long Epoch, Progress? Progress) Open(string source)
    {
        lock (_gate)
        {
            if (!_sources.TryGetValue(source, out var known)) _sources.Add(source, known = new Source { Key = Encoding.UTF8.GetBytes(source) });
            return (++known.Epoch, known.Progress);
        }
    }

    /// <summary>All of the batch or nothing; false: a newer writer has opened.</summary>
    public bool TryCommit(string source, long epoch, ShardBatch batch, Timestamp now)
    {
        using var beside = new PackedRecords(256);
        lock (_gate)
        {
            var known = _sources[source];
            if (known.Epoch != epoch) return false;
            var time = _lastAppend = Math.Max(_lastAppend, now.Milliseconds);
            for (var topic = 0; topic < Topics.EventTopics; topic++)
                if (batch.EventsOrNull((Topic)topic) is { } events)
                    _partitions[topic].Append(events.Bytes, time);
            if (!batch.Truth.IsEmpty)
            {
                beside.Add(known.Key, batch.Truth.Span);
                _partitions[(int)Topic.Truth].Append(beside.Bytes, time);
                beside.Clear();
            }
            beside.Add(known.Key, ProgressCodec.Write(batch.Progress));
            known.At = _partitions[(int)Topic.Progress].Next;
            known.Progress = batch.Progress;
            _partitions[(int)Topic.Progress].Append(beside.Bytes, time);
            return true;
        }
    }

    /// <summary>The next batch for a reader at these positions, which it moves; null: nothing now.</summary>
    /// <exception cref="RecordsNotHeldException">A position lies before what is held, or beyond the end.</exception>
    public RecordBatch? Read(ref Positions positions, TopicSet topics, HeldBatches held)
    {
        lock (_gate)
        {
            Span<long> next = stackalloc long[Topics.Count];
            for (var topic = 0; topic < Topics.Count; topic++)
            {
                next[topic] = long.MaxValue;
                if (((int)topics >> topic & 1) == 0) continue;
                NotHeld.Check((Topic)topic, _number, positions[topic], _partitions[topic].Start, _partitions[topic].Next);
                next[topic] = _partitions[topic].AppendTimeAt(positions[topic]);
            }
            if (held.Choose(next) is not (>= 0 and var chosen)) return null;
            var batch = _partitions[chosen].Read(_number, positions[chosen], held.Released);
            held.Given(batch.Topic);
            positions[chosen] = batch.NextPosition;
            return batch;
        }
    }

    public Positions Ends()
    {
        lock (_gate)
        {
            Positions ends = default;
            for (var topic = 0; topic < Topics.Count; topic++) ends[topic] = _partitions[topic].Next;
            return ends;
        }
    }

    public Positions Starts()
    {
        lock (_gate)
        {
            Positions starts = default;
            for (var topic = 0; topic < Topics.Count; topic++) starts[topic] = _partitions[topic].Start;
            return starts;
        }
    }

    public void Trim(in TrimLimits limits)
    {
        lock (_gate)
        {
            for (var topic = 0; topic < Topics.EventTopics; topic++) _partitions[topic].Trim(limits, null);
            _partitions[(int)Topic.Progress].Trim(limits, _lastOfASource);
            _partitions[(int)Topic.Truth].Trim(limits.OfTruth(_partitions.Take(Topics.EventTopics).Min(partition => partition.Oldest)), null);
        }
    }

    public void Describe(List<PartitionStatistics> into)
    {
        lock (_gate)
        {
            foreach (var partition in _partitions) into.Add(partition.Statistics(_number));
        }
    }

    private sealed class Source
    {
        public required byte[] Key { get; init; }
        public long Epoch;
        public Progress? Progress;
        public long At;
    }
}
