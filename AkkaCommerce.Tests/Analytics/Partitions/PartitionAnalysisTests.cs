using System.Buffers;
using System.Text;
using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Tests.Analytics.Hosting;
using FsCheck;
using FsCheck.Fluent;

namespace AkkaCommerce.Tests.Analytics.Partitions;

/// <summary>One shard's records, however they are cut into batches, and however often it begins again.</summary>
public sealed class PartitionAnalysisTests
{
    private static readonly HandMadeShop Shop = new(3, TimeSpan.FromMinutes(12), 300);
    private static readonly (byte[] Key, byte[] Value)[][] Log = [.. Enumerable.Range(0, Topics.EventTopics).Select(Records)];
    private static readonly AnalysisOptions Options = new();

    [Fact]
    public void Any_split_into_batches_and_crashes_gives_the_same_finals() => Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), steps =>
    {
        List<AnalystEntry> journal = [];
        var analysis = Recovered(journal);
        var read = analysis.ReadFrom;
        foreach (var step in steps)
        {
            var chance = new Random(step);
            Read(analysis, ref read, chance.Next(Topics.EventTopics), chance.Next(60));
            analysis.Fold(chance.Next(120), chance.Next(2) == 0 ? TimeSpan.FromMilliseconds(step) : null);
            if (chance.Next(2) == 0) analysis.Close(TimeSpan.FromSeconds(1));
            var crashes = chance.Next(5) == 0;
            if (chance.Next(3) == 0) Persist(analysis, journal, confirmed: !crashes);
            if (!crashes) continue;
            analysis.Dispose();
            analysis = Recovered(journal);
            read = analysis.ReadFrom;
        }
        Finish(analysis, ref read, journal);
        Finals(journal).Take(Shop.Finals().Count).ShouldBe(Shop.Finals());
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_last_window_that_holds_an_event_is_known_once_it_is_folded_and_no_later_one_is_closed()
    {
        List<AnalystEntry> journal = [];
        var analysis = Recovered(journal);
        analysis.LastWindowEnd.ShouldBe(Timestamp.Min);
        var read = analysis.ReadFrom;

        Finish(analysis, ref read, journal);

        analysis.LastWindowEnd.ShouldBe(new Timestamp(Shop.Events.Max(e => e.Time)).RoundedDownTo(Options.Pane) + Options.Pane * Options.WindowPanes);
        analysis.ClosedThrough.ShouldBe(analysis.LastWindowEnd);
    }

    [Fact]
    public void What_a_recovery_folds_again_was_counted_before()
    {
        List<AnalystEntry> journal = [];
        var analysis = Recovered(journal);
        var read = analysis.ReadFrom;
        Finish(analysis, ref read, journal);
        using var again = Recovered(journal);
        read = again.ReadFrom;
        for (var topic = 0; topic < Topics.EventTopics; topic++) Read(again, ref read, topic, int.MaxValue);

        again.Fold(int.MaxValue).ShouldBeGreaterThan(0);

        (analysis.FoldedEvents, again.FoldedEvents).ShouldBe((Shop.Events.Count, 0));
    }

    [Fact]
    public void A_topic_that_is_known_to_go_on_is_waited_for_a_while()
    {
        using var analysis = Recovered([]);
        analysis.GoesOnTo(Ends);
        var read = analysis.ReadFrom;
        Read(analysis, ref read, (int)Topic.Sessions, int.MaxValue);
        var now = TimeSpan.FromSeconds(7);

        analysis.Fold(int.MaxValue, now).ShouldBe(0);
        analysis.Fold(int.MaxValue, now + PartitionAnalysis.Patience - TimeSpan.FromMilliseconds(1)).ShouldBe(0);
        analysis.Awaits.ShouldBeTrue();

        analysis.Fold(int.MaxValue, now + PartitionAnalysis.Patience).ShouldBe((int)Ends[Topic.Sessions]);
        analysis.Awaits.ShouldBeFalse();
    }

    [Fact]
    public void What_is_folded_before_a_topic_runs_out_that_goes_on_is_not_ahead_of_it()
    {
        using var analysis = Recovered([]);
        analysis.GoesOnTo(Ends);
        var read = analysis.ReadFrom;
        Read(analysis, ref read, (int)Topic.PageViews, 10);
        for (var topic = Topic.CartEvents; topic <= Topic.Sessions; topic++) Read(analysis, ref read, (int)topic, int.MaxValue);
        var last = Shop.Events.Where(e => Topics.Of(e.Type) == Topic.PageViews).ElementAt(9).Time;

        analysis.Fold(int.MaxValue, TimeSpan.Zero).ShouldBe(10 + Shop.Events.Count(e => Topics.Of(e.Type) != Topic.PageViews && e.Time < last));
        analysis.Awaits.ShouldBeTrue();
    }

    [Fact]
    public void Nothing_is_waited_for_while_a_buffer_is_full_nor_for_the_few_records_that_may_be_marks()
    {
        using var full = new PartitionAnalysis(0, 1, Options with { BufferRecords = 5 }, incarnation: 1);
        full.Recover([], null);
        full.GoesOnTo(Ends);
        var read = full.ReadFrom;
        Read(full, ref read, (int)Topic.Sessions, 5);
        full.Fold(1, TimeSpan.Zero).ShouldBe(1);
        full.Fold(1, TimeSpan.Zero).ShouldBe(0);

        using var marks = Recovered([]);
        Positions ends = default;
        for (var topic = 0; topic < Topics.EventTopics; topic++) ends[topic] = 8;
        marks.GoesOnTo(ends);
        read = marks.ReadFrom;
        Read(marks, ref read, (int)Topic.Sessions, 8);
        marks.Fold(int.MaxValue, TimeSpan.Zero).ShouldBe(8);
    }

    private static Positions Ends
    {
        get
        {
            Positions ends = default;
            for (var topic = 0; topic < Topics.EventTopics; topic++) ends[topic] = Log[topic].Length;
            return ends;
        }
    }

    private static PartitionAnalysis Recovered(List<AnalystEntry> journal)
    {
        var analysis = new PartitionAnalysis(0, 1, Options, incarnation: journal.Count + 1);
        analysis.Recover([.. journal.Select(entry => new JournalRow(entry.Name.Number, AnalystEntry.Read(entry.Bytes)))], null);
        Persist(analysis, journal, confirmed: true);
        return analysis;
    }

    /// <summary>The row is in; whether it is also told so is another matter.</summary>
    private static void Persist(PartitionAnalysis analysis, List<AnalystEntry> journal, bool confirmed)
    {
        if (analysis.TryCompose(TimeSpan.FromHours(1)) is not { } entry) return;
        journal.Add(entry);
        if (!confirmed) return;
        analysis.Confirmed();
        if (analysis.RowsToWrite is not null) analysis.RowsWritten();
    }

    private static void Finish(PartitionAnalysis analysis, ref Positions read, List<AnalystEntry> journal)
    {
        for (var topic = 0; topic < Topics.EventTopics; topic++) Read(analysis, ref read, topic, int.MaxValue);
        analysis.Fold(int.MaxValue);
        analysis.AskEnds();
        analysis.EndsAnswered(Ends);
        for (var hour = 1; hour < 4; hour++) analysis.Close(TimeSpan.FromHours(hour));
        Persist(analysis, journal, confirmed: true);
        analysis.Dispose();
    }

    private static void Read(PartitionAnalysis analysis, ref Positions read, int topic, int count)
    {
        count = (int)Math.Min(count, Log[topic].Length - read[topic]);
        if (count == 0) return;
        using var packed = new PackedRecords();
        foreach (var (key, value) in Log[topic].AsSpan((int)read[topic], count)) packed.Add(key, value);
        var buffer = ArrayPool<byte>.Shared.Rent(packed.Length);
        packed.Bytes.CopyTo(buffer);
        analysis.Add(new RecordBatch(0, (Topic)topic, buffer, packed.Length, count, read[topic], read[topic] + count, HandMadeShop.From + TimeSpan.FromHours(1)));
        read[topic] += count;
    }

    private static List<string> Finals(List<AnalystEntry> journal)
    {
        var board = new BoardCore(1, Options, Received.Nothing(1), [], []);
        foreach (var entry in journal) board.Take(AnalystEntry.Read(entry.Bytes));
        return [.. board.TryFinalize(int.MaxValue)!.Windows.Select(ready => SnapshotJson.Write(WindowFigures.Snapshot(ready.Parts, PaneGrid.Of(Options))))];
    }

    private static (byte[] Key, byte[] Value)[] Records(int topic) =>
        [.. Shop.Events.Where(e => (int)Topics.Of(e.Type) == topic).Select(e => (Encoding.UTF8.GetBytes(UserIds.Text(e.User)), HandMadeShop.JsonOf(e, Shop.IdOf(e))))];
}
