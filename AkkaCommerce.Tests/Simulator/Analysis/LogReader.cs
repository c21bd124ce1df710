using System.Buffers;
using System.Buffers.Binary;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Tests.Simulator.Analysis;

/// <summary>Read committed, one stream, one record in the pipe: it cannot be delivered while its topic's buffer is full.</summary>
internal sealed class LogReader(AnalysisWorld world, PartitionLog log, int shard, PartitionAnalysis core)
{
    private readonly int[] _next = [.. Enumerable.Range(0, PartitionLog.Topics).Select(topic => (int)core.ReadFrom[topic])];
    private (int Topic, int Offset)? _pipe;

    /// <summary>Steps over markers and what was aborted, up to the last stable offset, and says so.</summary>
    public void Settle()
    {
        for (var topic = 0; topic < PartitionLog.Topics; topic++)
        {
            var (at, stable) = (_next[topic], log.Stable(topic));
            while (at < stable && log.IsPassed(topic, at)) at++;
            if (at == _next[topic]) continue;
            _next[topic] = at;
            if (_pipe?.Topic != topic) core.Add(new RecordBatch(shard, (Topic)topic, [], 0, 0, at, at, default));
        }
    }

    public bool Step()
    {
        Settle();
        if (_pipe is null)
        {
            Span<int> visible = stackalloc int[PartitionLog.Topics];
            Span<int> hungry = stackalloc int[PartitionLog.Topics];
            var (seen, hungers) = (0, 0);
            for (var topic = 0; topic < PartitionLog.Topics; topic++)
            {
                if (_next[topic] >= log.Stable(topic)) continue;
                visible[seen++] = topic;
                if (core.HoldsNothingOf((Topic)topic)) hungry[hungers++] = topic;
            }
            if (seen == 0) return false;
            visible = hungers > 0 && world.Broken != "heads" ? hungry[..hungers] : visible[..seen];
            var choice = visible[0];
            if (world.IsOrderly || world.Chance.NextDouble() < .6)
            {
                foreach (var topic in visible)
                    if (log[topic, _next[topic]].Appended < log[choice, _next[choice]].Appended)
                        choice = topic;
            }
            else choice = visible[world.Chance.Next(visible.Length)];
            _pipe = (choice, _next[choice]++);
        }
        var (pipe, offset) = _pipe.Value;
        if (!core.HasRoom((Topic)pipe)) return false;
        _pipe = null;
        core.Add(Batch(pipe, offset));
        return true;
    }

    /// <summary>Whether the log has something to read of a topic of which nothing is at hand, and no buffer is full.</summary>
    public bool IsPatient()
    {
        Settle();
        var waits = false;
        for (var topic = 0; topic < PartitionLog.Topics; topic++)
        {
            if (!core.HasRoom((Topic)topic)) return false;
            waits |= core.HoldsNothingOf((Topic)topic) && _next[topic] < log.Stable(topic);
        }
        return waits;
    }

    private RecordBatch Batch(int topic, int offset)
    {
        var slot = log[topic, offset];
        var (key, value) = (slot.Event!.Key, slot.Event.Value);
        var length = PackedRecords.HeaderBytes + key.Length + value.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        BinaryPrimitives.WriteInt32LittleEndian(buffer, key.Length);
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(4), value.Length);
        key.CopyTo(buffer.AsSpan(PackedRecords.HeaderBytes));
        value.CopyTo(buffer.AsSpan(PackedRecords.HeaderBytes + key.Length));
        return new RecordBatch(shard, (Topic)topic, buffer, length, 1, offset, _next[topic], new Timestamp(slot.Appended));
    }
}
