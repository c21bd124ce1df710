using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Analytics.Storage;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Tests.Analytics.Storage;

public sealed class WindowStoreTests : IDisposable
{
    private readonly TemporaryDatabase _database = new();

    private WindowStore Store => new(_database.Database, new PaneGrid(10_000, 30));

    public void Dispose() => _database.Dispose();

    [Fact]
    public void Before_the_first_window_nothing_is_received_of_any_shard()
    {
        Store.ReadReceived(2).ShouldSatisfyAllConditions(
            received => received.Version.ShouldBe(0),
            received => received.Pane.ShouldBeNull(),
            received => received.Used.ShouldBe([EntryName.None, EntryName.None]));
        Store.NewestFinal().ShouldBeNull();
        Store.Live().ShouldBeNull();
    }

    [Fact]
    public void Windows_and_how_far_they_go_are_written_together()
    {
        Store.TryMove(Move(1, 20_000), [Row(10_000), Row(20_000)]).ShouldBeTrue();

        Store.ReadReceived(2).ShouldSatisfyAllConditions(
            received => received.Pane.ShouldBe(1),
            received => received.Used.ShouldBe([new EntryName(7, -3), EntryName.None]));
        Store.FinalsAfter(Timestamp.Min).Select(final => final.End.Milliseconds).ShouldBe([10_000, 20_000]);
        Store.NewestFinal()!.End.ShouldBe(new Timestamp(20_000));
        Store.FinalAt(new Timestamp(10_000)).ShouldNotBeNull();
        Store.PanesFrom(1).ShouldHaveSingleItem().PaneBytes.ToArray().ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void Of_two_boards_that_move_from_the_same_version_one_writes()
    {
        Store.TryMove(Move(1, 10_000), [Row(10_000)]).ShouldBeTrue();
        Store.TryMove(Move(1, 20_000), [Row(20_000)]).ShouldBeFalse();
        Store.TryMove(Move(2, 20_000), [Row(20_000)]).ShouldBeTrue();
        Store.TryMove(Move(2, 30_000), [Row(30_000)]).ShouldBeFalse();

        Store.FinalsAfter(Timestamp.Min).Select(final => final.End.Milliseconds).ShouldBe([10_000, 20_000]);
    }

    [Fact]
    public void The_live_window_is_the_last_one_written()
    {
        Store.WriteLive(Row(10_000).Snapshot with { Final = false }, new Timestamp(1));
        Store.WriteLive(Row(20_000).Snapshot with { Final = false }, new Timestamp(2));

        Store.Live()!.End.ShouldBe(new Timestamp(20_000));
    }

    private static Received Move(long version, long through) => new(version, through / 10_000 - 1, [new EntryName(7, -3), EntryName.None]);

    private static FinalWindow Row(long end) => new(end / 10_000 - 1, new WindowSnapshot { Start = new(end - 300_000), End = new(end), Final = true, Events = default }, new byte[] { 1, 2, 3 });
}
