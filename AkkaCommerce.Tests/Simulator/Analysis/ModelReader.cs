using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Tests.Simulator.Analysis;

/// <summary>
/// The log's stream to one analyst: committed records, one in the pipe, which cannot be delivered while its topic's buffer is full. A topic of which
/// the analyst holds nothing goes first.
/// </summary>
internal sealed class ModelReader(AnalysisWorld world, ModelPartition log, PartitionAnalysis analysis)
{
    private readonly long[] _read = new long[ModelPartition.TopicCount];
    private readonly long[] _told = new long[ModelPartition.TopicCount];
    private (int Topic, long Offset, ModelRecord Record)? _pipe;

    public void StartAt(in Positions positions)
    {
        for (var k = 0; k < _read.Length; k++) _read[k] = _told[k] = positions[k];
    }

    /// <summary>Whether a topic of which nothing is at hand holds something that can be read.</summary>
    public bool LacksSomething
    {
        get
        {
            for (var k = 0; k < _read.Length; k++)
                if (analysis.HoldsNothingOf((Topic)k) && IsVisible(k))
                    return true;
            return false;
        }
    }

    public bool HasAll
    {
        get
        {
            for (var k = 0; k < _read.Length; k++)
                if (_told[k] < log.StableEnd(k))
                    return false;
            return _pipe is null;
        }
    }

    public void Step()
    {
        for (var k = 0; k < _read.Length; k++) TellPosition(k);
        if ((_pipe ??= Next()) is not { } next || !analysis.HasRoom((Topic)next.Topic)) return;
        _pipe = null;
        _told[next.Topic] = log.Settle(next.Topic, _read[next.Topic]);
        analysis.Add(log.Batch(next.Topic, next.Offset, next.Record, _told[next.Topic]));
    }

    private (int Topic, long Offset, ModelRecord Record)? Next()
    {
        Span<int> visible = stackalloc int[ModelPartition.TopicCount];
        var (count, hungry) = (0, false);
        for (var k = 0; k < _read.Length; k++)
            if (IsVisible(k))
            {
                visible[count++] = k;
                hungry |= analysis.HoldsNothingOf((Topic)k);
            }
        if (count == 0) return null;
        if (hungry && !world.Has(AnalysisFault.AnyTopicFirst))
        {
            var all = count;
            count = 0;
            for (var i = 0; i < all; i++)
                if (analysis.HoldsNothingOf((Topic)visible[i])) visible[count++] = visible[i];
        }
        var topic = visible[0];
        if (world.IsOrderly || world.Chance(.6))
        {
            for (var i = 1; i < count; i++)
                if (First(visible[i]).Appended < First(topic).Appended) topic = visible[i];
        }
        else topic = visible[world.Below(count)];
        var offset = log.Settle(topic, _read[topic]);
        _read[topic] = offset + 1;
        return (topic, offset, log.At(topic, offset));
    }

    private ModelRecord First(int topic) => log.At(topic, log.Settle(topic, _read[topic]));

    /// <summary>What lies beyond the last record is stepped over, and the analyst hears of it.</summary>
    private void TellPosition(int topic)
    {
        if (_pipe?.Topic == topic) return;
        var position = log.Settle(topic, _read[topic]);
        if (position <= _told[topic]) return;
        _read[topic] = _told[topic] = position;
        analysis.Add(log.Batch(topic, position, null, position));
    }

    private bool IsVisible(int topic) => log.Settle(topic, _read[topic]) < log.StableEnd(topic);
}
