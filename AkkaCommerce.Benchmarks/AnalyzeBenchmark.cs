using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Benchmarks;

/// <summary>The core of an analyst on one thread: real bytes from memory, folded, closed, composed into entries that are confirmed at once.</summary>
internal sealed class AnalyzeBenchmark : IBenchmark
{
    /// <summary>Records folded in a turn, as the analyst does.</summary>
    private const int Slice = 4096;

    /// <summary>Until all is compiled for good.</summary>
    private const int WarmRounds = 5;

    public string Name => "analyze";

    public string About => "the analysis of one shard of eight on one thread, from memory: folds, closes, entries, live pictures";

    public IReadOnlyList<Figure> Run(double scale)
    {
        var events = (long)Math.Max(50_000, 300_000 * scale);
        var (ours, folding, allocated) = Analyse(100_000, events, relaid: false);
        return
        [
            new Figure("our layout, 100,000 shoppers", ours, "events/CPU-s", 2_000_000),
            new Figure("any other layout, 100,000 shoppers", Analyse(100_000, events, relaid: true).EventsPerSecond, "events/CPU-s", 1_000_000),
            new Figure("our layout, 10,000 shoppers (20 events a pane)", Analyse(10_000, events, relaid: false).EventsPerSecond, "events/CPU-s", 2_000_000),
            new Figure("allocated an event, folding", folding, "B", 0, MoreIsBetter: false),
            new Figure("allocated an event, closes, entries and pictures included", allocated, "B"),
        ];
    }

    private static (double EventsPerSecond, double Folding, double Allocated) Analyse(int shoppers, long events, bool relaid)
    {
        var recorded = new RecordedShard(SimulationNode.RunOf(shoppers), events, relaid);
        var rounds = new List<(double Rate, double Folding, double Allocated)>();
        for (var round = 0; round < WarmRounds + 5; round++)
        {
            var (cpu, allocated) = (Environment.CpuUsage.TotalTime, GC.GetAllocatedBytesForCurrentThread());
            var folding = Round(recorded);
            rounds.Add((
                recorded.Events / (Environment.CpuUsage.TotalTime - cpu).TotalSeconds, (double)folding / recorded.Events,
                (double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / recorded.Events));
        }
        var warm = rounds.Skip(WarmRounds).ToArray();
        return (Measure.Median(warm.Select(round => round.Rate)), warm.Min(round => round.Folding), Measure.Median(warm.Select(round => round.Allocated)));
    }

    /// <returns>Bytes allocated by folding alone.</returns>
    private static long Round(RecordedShard recorded)
    {
        using var analysis = new PartitionAnalysis(0, RecordedShard.Shards, new AnalysisOptions(), incarnation: 1);
        analysis.Recover([], recorded.Run);
        var (ends, turns, folding) = (Positions.Start, 0, 0L);
        foreach (var batch in recorded.Read())
        {
            while (!analysis.HasRoom(batch.Topic)) Turn();
            ends[batch.Topic] = batch.NextPosition;
            analysis.Add(batch);
            if (batch.Topic == Topic.Progress) Turn();
        }
        while (!analysis.Positions.Reaches(ends, TopicSet.Analysed)) Turn();
        return folding;

        void Turn()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            analysis.Fold(Slice);
            folding += GC.GetAllocatedBytesForCurrentThread() - before;
            Settle(analysis, ends, TimeSpan.FromMilliseconds(2 * ++turns));
        }
    }

    /// <summary>What follows a fold: a log, a journal and a board that answer at once.</summary>
    private static void Settle(PartitionAnalysis analysis, in Positions ends, TimeSpan now)
    {
        if (analysis.WantsEnds)
        {
            analysis.AskEnds();
            analysis.EndsAnswered(ends);
        }
        analysis.Close(now);
        if (analysis.TryCompose(now) is not null) analysis.Confirmed();
        if (analysis.RowsToWrite is not null) analysis.RowsWritten();
        analysis.TrimBelow(analysis.Newest);
        analysis.TryComposeLive(now);
    }
}
