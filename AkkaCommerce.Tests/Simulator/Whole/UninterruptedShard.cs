using System.Buffers;
using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Tests.Simulator.Analysis;

namespace AkkaCommerce.Tests.Simulator.Whole;

/// <summary>One analyst of one shard and one board, given all records at once, in order, and never disturbed.</summary>
internal static class UninterruptedShard
{
    /// <summary>The final windows of these records, as JSON, by their last pane: as if each had come in time.</summary>
    public static SortedDictionary<long, string> Finals(IEnumerable<ModelRecord> records, AnalysisOptions options)
    {
        options = options with { BufferRecords = int.MaxValue, MostGathered = int.MaxValue };
        using var analyst = new PartitionAnalysis(0, 1, options, 1);
        analyst.Recover([], null);
        Positions ends = default;
        foreach (var topic in records.GroupBy(record => record.Topic))
        {
            ModelRecord[] ordered = [.. topic.OrderBy(record => record.Time)];
            ends[topic.Key] = ordered.Length;
            analyst.Add(Batch(topic.Key, ordered));
        }
        var board = new BoardCore(1, options, Received.Nothing(1), [], []);
        Persist(analyst, board);
        analyst.Fold(int.MaxValue);
        analyst.AskEnds();
        analyst.EndsAnswered(ends);
        for (var hour = 0; hour < 3; hour++) analyst.Close(TimeSpan.FromHours(hour));
        Persist(analyst, board);

        var finals = new SortedDictionary<long, string>();
        if (board.TryFinalize(int.MaxValue) is not { } batch) return finals;
        foreach (var window in batch.Windows) finals[window.Parts.Pane] = SnapshotJson.Write(WindowFigures.Snapshot(window.Parts, PaneGrid.Of(options)));
        return finals;
    }

    private static void Persist(PartitionAnalysis analyst, BoardCore board)
    {
        if (analyst.TryCompose(TimeSpan.FromHours(4)) is not { } entry) return;
        analyst.Confirmed();
        if (analyst.RowsToWrite is not null) throw new AnalysisFailure("Something of what was in time is late or dead for one shard that is never disturbed.");
        board.Take(AnalystEntry.Read(entry.Bytes));
    }

    private static RecordBatch Batch(int topic, ModelRecord[] ordered)
    {
        using var packed = new PackedRecords();
        foreach (var record in ordered) packed.Add(record.Key, record.Value);
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(1, packed.Length));
        packed.Bytes.CopyTo(buffer);
        return new RecordBatch(0, (Topic)topic, buffer, packed.Length, packed.Count, 0, packed.Count, new Timestamp(0), appendTimes: [.. ordered.Select(record => record.Time!.Value)]);
    }
}
