using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Tests.Simulator.Analysis;

/// <summary>
/// The log's stream to one analyst: committed records, one in the pipe, which cannot be delivered while its topic's buffer is full. A topic of which
/// the analyst holds nothing goes first.
/// </summary>
internal sealed class ModelReader(AnalysisSimulator world, ModelPartition log, PartitionAnalysis analysis)
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
        List<int> visible = [.. Enumerable.Range(0, _read.Length).Where(IsVisible)];
        if (visible.Count == 0) return null;
        if (!world.Has(AnalysisFault.AnyTopicFirst) && visible.Exists(k => analysis.HoldsNothingOf((Topic)k)))
            visible.RemoveAll(k => !analysis.HoldsNothingOf((Topic)k));
        var topic = world.IsOrderly || world.Chance(.6) ? visible.MinBy(k => log.At(k, log.Settle(k, _read[k])).Appended) : visible[world.Below(visible.Count)];
        var offset = log.Settle(topic, _read[topic]);
        _read[topic] = offset + 1;
        return (topic, offset, log.At(topic, offset));
    }

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
