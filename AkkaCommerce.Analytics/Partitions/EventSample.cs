using System.Text;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Analytics.Partitions;

/// <summary>
/// The newest events of the batches that come in a second, a few of each topic: at most 64 a second of all shards together, from the first sixteen shards.
/// When those are taken a batch costs a comparison, whatever it holds.
/// </summary>
internal sealed class EventSample
{
    /// <summary>Of a topic in a second, over all shards.</summary>
    private const int MostOfATopic = 16;

    private const int MostShards = 16;

    /// <summary>Longer records are not looked into.</summary>
    private const int LongestRecord = 4096;

    private readonly int _shard, _ofATopic;
    private readonly EventReader _reader = new();
    private readonly int[] _left = new int[Topics.EventTopics];
    private List<RecentEvent> _taken = [];

    public EventSample(int shard, int shards)
    {
        (_shard, _ofATopic) = (shard, shard >= MostShards ? 0 : Math.Max(1, MostOfATopic / shards));
        Array.Fill(_left, _ofATopic);
    }

    public void Take(RecordBatch batch)
    {
        if ((int)batch.Topic >= Topics.EventTopics || _left[(int)batch.Topic] == 0) return;
        var passed = batch.Count - _left[(int)batch.Topic];
        foreach (var record in batch)
        {
            if (passed-- > 0) continue;
            if (record.Value.Length > LongestRecord || !_reader.Read(record.Value, batch.Topic, out var view)) continue;
            _taken.Add(Of(view));
            _left[(int)batch.Topic]--;
        }
    }

    /// <summary>What was taken since this was last asked; null: nothing.</summary>
    public RecentEvents? Told()
    {
        if (_taken.Count == 0) return null;
        var told = new RecentEvents(_shard, [.. _taken.OrderBy(taken => taken.Time)]);
        _taken = [];
        Array.Fill(_left, _ofATopic);
        return told;
    }

    private static RecentEvent Of(in EventView view) => view.Type switch
    {
        EventType.Purchase => new(view.Time, view.Type, Text(view.UserId), Text(view.OrderId), view.TotalCents),
        EventType.SessionStart or EventType.SessionEnd => new(view.Time, view.Type, Text(view.UserId), "", 0),
        _ => new(view.Time, view.Type, Text(view.UserId), Text(view.ProductId), view.PriceCents),
    };

    private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);
}
