using System.Buffers.Binary;
using System.Text;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Tests.Simulator.Analysis;

namespace AkkaCommerce.Tests.Simulator.Shop;

/// <summary>A batch as the records of all topics that its transaction writes.</summary>
internal static class WrittenRecords
{
    private static readonly byte[] Source = Encoding.UTF8.GetBytes(Progress.Simulation);

    public static IReadOnlyList<ModelRecord> Of(ShardBatch batch)
    {
        List<ModelRecord> all = [];
        var reader = new EventReader();
        for (var topic = Topic.PageViews; topic <= Topic.Sessions; topic++)
        {
            if (batch.EventsOrNull(topic) is not { } records) continue;
            for (var rest = records.Bytes; rest.Length > 0;)
            {
                var (key, value) = (BinaryPrimitives.ReadInt32LittleEndian(rest), BinaryPrimitives.ReadInt32LittleEndian(rest[4..]));
                var json = rest.Slice(PackedRecords.HeaderBytes + key, value);
                if (!reader.Read(json, topic, out var view)) throw new AnalysisFailure($"The simulation wrote what is no event: {view.Reason.Text}");
                all.Add(new ModelRecord((int)topic, true, view.Time.Milliseconds, rest.Slice(PackedRecords.HeaderBytes, key).ToArray(), json.ToArray()));
                rest = rest[(PackedRecords.HeaderBytes + key + value)..];
            }
        }
        if (!batch.Truth.IsEmpty) all.Add(new ModelRecord((int)Topic.Truth, true, null, Source, batch.Truth.ToArray()));
        all.Add(new ModelRecord((int)Topic.Progress, true, batch.Progress.Through.Milliseconds, Source, ProgressCodec.Write(batch.Progress)));
        return all;
    }
}
