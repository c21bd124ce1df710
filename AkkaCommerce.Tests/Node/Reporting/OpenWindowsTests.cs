using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Node.Reporting;

namespace AkkaCommerce.Tests.Node.Reporting;

public sealed class OpenWindowsTests
{
    private static readonly Timestamp Noon = new(new DateTimeOffset(2025, 9, 7, 12, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds());

    [Fact]
    public void Nothing_is_said_where_every_window_that_holds_an_event_is_final()
    {
        Lines().ShouldBeEmpty();
        Lines(Shard(0, "nothing", closed: 300, last: 300), Shard(1, "nothing", closed: 300, last: null)).ShouldBeEmpty();
        Lines(Shard(0, "simulation", closed: null, last: null)).ShouldBeEmpty();
    }

    [Fact]
    public void A_window_is_open_until_every_shard_has_closed_it_whichever_holds_its_events() =>
        Lines(Shard(0, "nothing", closed: 300, last: 300), Shard(1, "foreign", closed: 100, last: null)).ShouldBe(
            ["still open: the windows that end from 2025-09-07T12:01:50Z to 2025-09-07T12:05:00Z, held back by foreign events, of which more may come: they close with events from 2025-09-07T12:05:10Z on, or as time passes when none has come for 30 s, while an analysis runs (shard 1)"]);

    [Fact]
    public void Each_source_that_holds_windows_back_is_named_with_its_shards() =>
        Lines(
            Shard(0, "simulation", closed: 200, last: 400) with { CommittedThrough = Noon + TimeSpan.FromSeconds(207) },
            Shard(1, "nothing", closed: 210, last: 310),
            Shard(2, "simulation", closed: 190, last: 480) with { CommittedThrough = Noon + TimeSpan.FromSeconds(199) }).ShouldBe(
            [
                "still open: the windows that end from 2025-09-07T12:03:20Z to 2025-09-07T12:08:00Z, held back by the simulation, which has written through 2025-09-07T12:03:19Z and is not finished: they close when it has written through 2025-09-07T12:08:00Z, another 4 min 41 s of its time, or is ended for good by 'akkacommerce retire' (shards 0, 2)",
                "still open: the windows that end from 2025-09-07T12:03:40Z to 2025-09-07T12:08:00Z, held back by no source: they close as time passes while an analysis runs, within 4 min 30 s (shard 1)",
            ]);

    [Fact]
    public void Before_anything_is_closed_all_windows_are_open() =>
        Lines(Shard(0, "simulation", closed: null, last: 320)).ShouldBe(
            ["still open: the windows that end until 2025-09-07T12:05:20Z, held back by the simulation, which has written nothing yet: they close when it has written through 2025-09-07T12:05:20Z, or is ended for good by 'akkacommerce retire' (shard 0)"]);

    private static IEnumerable<string> Lines(params AnalystStatus[] shards) => OpenWindows.Lines(shards, new AnalysisOptions { Lateness = TimeSpan.FromSeconds(10) });

    /// <param name="closed">Seconds after noon; null: nothing.</param>
    private static AnalystStatus Shard(int shard, string heldBackBy, int? closed, int? last) => new(
        shard, Moment(closed), Timestamp.Min, heldBackBy, default, default, default, EntryName.None, true, true, Moment(last));

    private static Timestamp Moment(int? seconds) => seconds is { } after ? Noon + TimeSpan.FromSeconds(after) : Timestamp.Min;
}
