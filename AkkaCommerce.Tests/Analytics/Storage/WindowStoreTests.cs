using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Analytics.Storage;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Sql;
using AkkaCommerce.Tests.Ingestion.Sql;
using Dapper;

namespace AkkaCommerce.Tests.Analytics.Storage;

public abstract class WindowStoreTests(SqlPlace place) : IDisposable
{
    private readonly SqlDatabase _database = place.OpenAsync(AnalyticsTables.Steps).GetAwaiter().GetResult();

    private WindowStore Store => new(_database, new PaneGrid(10_000, 30));

    public void Dispose()
    {
        place.Dispose();
        GC.SuppressFinalize(this);
    }

    [SqlFact]
    public void Before_the_first_window_nothing_is_received_of_any_shard()
    {
        Store.ReadReceived(2).ShouldSatisfyAllConditions(
            received => received.Version.ShouldBe(0),
            received => received.Pane.ShouldBeNull(),
            received => received.Used.ShouldBe([EntryName.None, EntryName.None]));
        Store.NewestFinal().ShouldBeNull();
        Store.Live().ShouldBeNull();
    }

    [SqlFact]
    public void Windows_and_how_far_they_go_are_written_together()
    {
        Store.TryMove(Move(1, 20_000), [Row(10_000), Row(20_000)]).ShouldBeTrue();

        Store.ReadReceived(2).ShouldSatisfyAllConditions(
            received => received.Pane.ShouldBe(1),
            received => received.Used.ShouldBe([new EntryName(7, -3), EntryName.None]));
        Store.FinalsAfter(Timestamp.Min).Select(final => final.End.Milliseconds).ShouldBe([10_000, 20_000]);
        Store.NewestFinal()!.End.ShouldBe(new Timestamp(20_000));
        Store.NewestFinals(Timestamp.Min, most: 2).Select(final => final.End.Milliseconds).ShouldBe([10_000, 20_000]);
        Store.NewestFinals(Timestamp.Min, most: 1).ShouldHaveSingleItem().End.ShouldBe(new Timestamp(20_000));
        Store.NewestFinals(new Timestamp(20_000), most: 1).ShouldBeEmpty();
        Store.FinalAt(new Timestamp(10_000)).ShouldNotBeNull();
        Store.PanesFrom(1).ShouldHaveSingleItem().PaneBytes.ToArray().ShouldBe([1, 2, 3]);
    }

    [SqlFact]
    public void Of_two_boards_that_move_from_the_same_version_one_writes()
    {
        Store.TryMove(Move(1, 10_000), [Row(10_000)]).ShouldBeTrue();
        Store.TryMove(Move(1, 20_000), [Row(20_000)]).ShouldBeFalse();
        Store.TryMove(Move(2, 20_000), [Row(20_000)]).ShouldBeTrue();
        Store.TryMove(Move(2, 30_000), [Row(30_000)]).ShouldBeFalse();

        Store.FinalsAfter(Timestamp.Min).Select(final => final.End.Milliseconds).ShouldBe([10_000, 20_000]);
    }

    [SqlFact]
    public void The_live_window_is_the_last_one_written()
    {
        Store.WriteLive(Row(10_000).Snapshot with { Final = false }, new Timestamp(1));
        Store.WriteLive(Row(20_000).Snapshot with { Final = false }, new Timestamp(2));

        Store.Live()!.End.ShouldBe(new Timestamp(20_000));
    }

    [SqlFact]
    public void Every_figure_is_a_column_for_people()
    {
        var snapshot = Row(20_000).Snapshot with
        {
            Events = EventCountsOf(11, 12, 13, 14, 15, 16, 17),
            Orders = 14,
            Revenue = 1234.50m,
            AverageOrderValue = 88.18m,
            UniqueCustomers = 3,
            UniqueViewers = 9,
            UniqueCarters = 4,
            AbandoningCarters = 1,
            ConvertedViewers = 2,
            ViewerConversionRate = 0.2222m,
            LateEvents = 5,
            DeadLetters = 6,
            Refunded = 67.80m,
            Sessions = new SessionFigures { Started = 15, Ended = 16, AverageDurationSeconds = 61.5m, AveragePageViews = 4.25m },
        };
        Store.TryMove(Move(1, 20_000), [new FinalWindow(1, snapshot, new byte[] { 1 })]).ShouldBeTrue();

        string[] columns =
        [
            "events", "page_views", "add_to_carts", "remove_from_carts", "purchases", "session_starts", "session_ends", "orders", "customers", "viewers", "carters",
            "abandoning_carters", "converted_viewers", "late_events", "dead_letters", "100 * average_order_value", "10000 * viewer_conversion_rate",
            "10 * average_session_seconds", "100 * average_session_page_views", "100 * revenue", "refunds", "100 * refunded",
        ];
        columns.Select(column => _database.Read(connection => connection.QuerySingle<long>($"SELECT CAST({column} AS BIGINT) FROM windows"))).ShouldBe(
            [98, 11, 12, 13, 14, 15, 16, 14, 3, 9, 4, 1, 2, 5, 6, 8818, 2222, 615, 425, 123_450, 17, 6780]);
        _database.Read(connection => connection.QuerySingle<long>("SELECT count(*) FROM windows WHERE starts_at < ends_at")).ShouldBe(1);
    }

    [SqlFact]
    public void A_snapshot_is_read_as_it_was_written_to_the_byte()
    {
        string[] names = ["prod_é\"\\/<>\u2028", "\0", "a\0b\uFDD0c\uFDD0\uFDD1\uFDD0\uFDD2", "\U0001F6D2", "", "\u0001\t\n"];
        var snapshot = Row(20_000).Snapshot with
        {
            Revenue = 12.30m,
            PopularProducts = [.. names.Select((name, number) => new PopularProduct(name, names[^(number + 1)], number, 2, 1, 0.10m))],
            PopularCategories = [.. names.Select(name => new PopularCategory(name, 4, 3, 1000.00m))],
        };
        Store.TryMove(Move(1, 20_000), [new FinalWindow(1, snapshot, new byte[] { 1 })]).ShouldBeTrue();
        Store.WriteLive(snapshot with { Final = false }, new Timestamp(1));

        SnapshotJson.Write(Store.NewestFinal()!).ShouldBe(SnapshotJson.Write(snapshot));
        SnapshotJson.Write(Store.FinalAt(new Timestamp(20_000))!).ShouldBe(SnapshotJson.Write(snapshot));
        SnapshotJson.Write(Store.FinalsAfter(Timestamp.Min).Single()).ShouldBe(SnapshotJson.Write(snapshot));
        SnapshotJson.Write(Store.Live()!).ShouldBe(SnapshotJson.Write(snapshot with { Final = false }));
    }

    [SqlFact]
    public async Task A_database_of_before_there_were_refunds_is_migrated_with_its_windows()
    {
        Store.TryMove(Move(1, 10_000), [Row(10_000)]).ShouldBeTrue();
        await _database.WriteAsync((connection, transaction) =>
        {
            foreach (var column in (string[])["refunds", "refunded"]) connection.Execute($"ALTER TABLE windows DROP COLUMN {column}", transaction: transaction);
            _database.Dialect.WriteVersion(connection, transaction, 2);
            return 0;
        }, default);

        var migrated = await place.OpenAsync(AnalyticsTables.Steps);

        migrated.Read(migrated.Dialect.ReadVersion).ShouldBe(SqlDatabase.Version);
        new WindowStore(migrated, new PaneGrid(10_000, 30)).TryMove(Move(2, 20_000), [Row(20_000) with { Snapshot = Row(20_000).Snapshot with { Refunded = 3 } }]).ShouldBeTrue();
        migrated.Read(connection => connection.Query<long>("SELECT CAST(100 * refunded AS BIGINT) + refunds FROM windows ORDER BY window_end")).ShouldBe([0, 300]);
    }

    [SqlFact]
    public void Totals_are_those_of_windows_that_do_not_overlap()
    {
        Store.TryMove(Move(1, 600_000), [.. Enumerable.Range(1, 60).Select(number => Row(number * 10_000L)).Select(row => row with { Snapshot = row.Snapshot with { Orders = 1, Revenue = 2.05m } })]).ShouldBeTrue();

        Store.TotalsThrough(new Timestamp(600_000), TimeSpan.FromMinutes(5)).ShouldBe((0, 2, 4.10m));
    }

    [SqlFact]
    public void Trends_are_the_figures_of_the_newest_windows_up_to_a_moment()
    {
        var figures = Row(20_000).Snapshot with
        {
            Events = EventCountsOf(1, 2, 3),
            Orders = 4,
            Revenue = 5.60m,
            UniqueCustomers = 7,
            UniqueViewers = 8,
            ConvertedViewers = 9,
            UniqueCarters = 10,
            AbandoningCarters = 11,
        };
        Store.TryMove(Move(1, 30_000), [Row(10_000), new FinalWindow(1, figures, new byte[] { 1 }), Row(30_000)]).ShouldBeTrue();

        Store.Trend(new Timestamp(29_999), most: 1).ShouldBe([WindowTotals.Of(figures)]);
        Store.Trend(Timestamp.Max, most: 9).Select(totals => totals.End.Milliseconds).ShouldBe([10_000, 20_000, 30_000]);
        Store.Trend(new Timestamp(9_999), most: 9).ShouldBeEmpty();
    }

    [SqlFact]
    public void From_a_final_window_one_gets_to_those_before_and_after_it_and_never_past_the_first_or_the_last()
    {
        Store.TryMove(Move(1, 50_000), [Row(10_000), Row(20_000), Row(40_000), Row(50_000)]).ShouldBeTrue();

        (long End, int Steps)[] ways = [(10_000, -2), (20_000, -1), (50_000, 1), (50_000, 2), (10_000, -9)];
        foreach (var (end, steps) in ways) Store.FinalFrom(new Timestamp(40_000), steps)!.End.ShouldBe(new Timestamp(end));
        Store.FinalFrom(new Timestamp(30_000), 1)!.End.Milliseconds.ShouldBe(40_000);
        Store.FinalFrom(new Timestamp(10_000), -1).ShouldBeNull();
        Store.FinalFrom(new Timestamp(50_000), 1).ShouldBeNull();
    }

    [SqlFact]
    public void From_a_final_window_one_gets_so_far_in_time_and_where_none_ends_there_to_the_next_one_beyond()
    {
        Store.TryMove(Move(1, 90_000), [Row(10_000), Row(20_000), Row(40_000), Row(70_000), Row(90_000)]).ShouldBeTrue();

        (long End, int Seconds)[] ways = [(10_000, -30), (20_000, -20), (20_000, -10), (10_000, -90), (70_000, 30), (70_000, 10), (90_000, 40), (90_000, 90)];
        foreach (var (end, seconds) in ways) Store.FinalFrom(new Timestamp(40_000), TimeSpan.FromSeconds(seconds))!.End.ShouldBe(new Timestamp(end), $"{seconds}");
        Store.FinalFrom(new Timestamp(10_000), TimeSpan.FromSeconds(-10)).ShouldBeNull();
        Store.FinalFrom(new Timestamp(90_000), TimeSpan.FromSeconds(10)).ShouldBeNull();
    }

    private static EventCounts EventCountsOf(params int[] counts)
    {
        EventCounts events = default;
        for (var type = 0; type < counts.Length; type++) events[type] = counts[type];
        return events;
    }

    private static Received Move(long version, long through) => new(version, through / 10_000 - 1, [new EntryName(7, -3), EntryName.None]);

    private static FinalWindow Row(long end) => new(end / 10_000 - 1, new WindowSnapshot { Start = new(end - 300_000), End = new(end), Final = true, Events = default }, new byte[] { 1, 2, 3 });
}

public sealed class SqliteWindowStoreTests() : WindowStoreTests(new SqlitePlace());

[OnPostgres]
[Trait("Category", "Postgres")]
[Collection(nameof(OnePostgres))]
public sealed class PostgresWindowStoreTests() : WindowStoreTests(new PostgresPlace());
