using System.Text;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Log.Truth;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Simulation.Shards;

/// <summary>Makes a transaction of a step's ordered entries: records by topic, progress, and the truth of what it wrote.</summary>
internal static class BatchWriter
{
    public static ShardBatch Write(long number, StepEvents events, EventMerge order, Timestamp through, TimeSpan pane)
    {
        var truth = new TruthRecord(pane);
        var records = new PackedRecords?[Topics.EventTopics];
        for (var place = 0; place < order.Count; place++)
        {
            ref readonly var entry = ref events.Entries[order.At(place)];
            Count(truth.At(new Timestamp(entry.Time)), entry, events);
            if (!entry.IsWritten) continue;
            var topic = (int)Topics.Of(entry.Type);
            (records[topic] ??= new PackedRecords(Room(topic, order.Count))).AddPacked(events.Record(entry), 1);
        }

        return new ShardBatch(number, new Progress(through), records) { Truth = order.Count > 0 ? truth.ToJson() : default };
    }

    /// <summary>About what the records of a topic will take: most are page views.</summary>
    private static int Room(int topic, int events) => Math.Max(4096, events * (topic == (int)Topic.PageViews ? 288 : 32));

    private static void Count(PaneTruth pane, in EventEntry entry, StepEvents events)
    {
        switch (entry.Kind)
        {
            case EmissionKind.Lost:
                pane.AddLost();
                return;
            case EmissionKind.Failed:
                pane.AddFailures(Encoding.UTF8.GetString(events.Record(entry)));
                return;
            case EmissionKind.Late:
                pane.AddLate();
                break;
            case EmissionKind.Duplicate:
                pane.AddDuplicates();
                break;
        }
        if ((entry.Delays & WriteDelays.Reordered) != 0) pane.AddReordered();
        if ((entry.Delays & WriteDelays.Held) != 0) pane.AddHeld();
        pane.AddEvents(entry.Type, 1, entry.Cents);
    }
}
