using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Node.Reporting;
using AkkaCommerce.Simulation.Clock;
using AkkaCommerce.Tests.Analytics.Hosting;

namespace AkkaCommerce.Tests.Node.Reporting;

public sealed class FigureBoardTests
{
    private static readonly HandMadeShop Shop = new(seed: 5, TimeSpan.FromMinutes(10), events: 100);
    private static readonly SimulationRun Run = Shop.Run;
    private static readonly Timestamp Seen = HandMadeShop.From + TimeSpan.FromMinutes(5);
    private static readonly WindowSnapshot Window = Shop.WindowOf(Seen);

    [Fact]
    public void A_shop_is_live_only_where_a_process_simulates_it()
    {
        Phase(State(simulated: true)).ShouldBe("live");
        Phase(State(simulated: false)).ShouldBe("not running");
        Phase(State(simulated: true, analysed: false)).ShouldBe("live");
        Phase(State(simulated: false, analysed: false)).ShouldBe("not running");
    }

    [Fact]
    public void It_says_who_is_missing_and_what_to_start()
    {
        At(State(simulated: true)).Hint.ShouldBe("Ctrl-C stops");
        At(State(simulated: false)).Hint.ShouldBe("no process simulates it: run --roles simulation");
        At(State(simulated: true, analysed: false)).Hint.ShouldBe("no process analyses it: run --roles analytics");
        At(State(simulated: false, analysed: false)).Hint.ShouldBe("no process runs this shop: run");
    }

    [Fact]
    public void A_shop_that_nobody_simulates_neither_catches_up_nor_lags()
    {
        var board = Board();
        board.Take(State(simulated: false));

        var figures = board.At(Seen + TimeSpan.FromHours(3), TimeSpan.FromSeconds(1));

        (figures.Phase, figures.Lag, figures.Backfill).ShouldBe(("not running", null, null));
    }

    [Fact]
    public void A_shop_that_another_process_simulates_is_seen_to_catch_up()
    {
        var board = Board();
        board.Take(State(simulated: true) with { Run = Run with { Until = null } });

        var figures = board.At(Seen + TimeSpan.FromHours(3), TimeSpan.FromSeconds(1));

        (figures.Phase, figures.Lag).ShouldBe(("catching up", TimeSpan.FromHours(3)));
        figures.Backfill.ShouldBe(new Backfill(Seen, Seen, Seen + TimeSpan.FromHours(3)));
    }

    [Fact]
    public void What_came_to_its_end_is_finished_and_missed_by_nobody()
    {
        var finished = State(simulated: false) with { FinalThrough = Run.Until };

        Phase(finished).ShouldBe("finished");
        Phase(finished with { IsAnalysed = false }).ShouldBe("finished");
        At(finished).Hint.ShouldBe("Ctrl-C stops");
        Phase(finished with { Run = Run with { Until = null, Retired = true } }).ShouldBe("retired");
        Phase(finished with { Run = null }).ShouldBe("no simulation");
    }

    [Fact]
    public void What_is_written_and_not_analysed_yet_is_being_analysed()
    {
        var board = Board();
        board.Take(State(simulated: false));
        Positions ends = default;
        ends[Topic.PageViews] = 10;

        board.Take(new AnalystStatus(0, Seen, Seen, "nothing", default, default, ends, EntryName.None, false, false, Seen));
        board.At(Seen, TimeSpan.FromSeconds(1)).Phase.ShouldBe("analysing");

        board.Take(new AnalystStatus(0, Seen, Seen, "nothing", ends, default, ends, EntryName.None, true, true, Seen));
        board.At(Seen, TimeSpan.FromSeconds(1)).Phase.ShouldBe("not running");
    }

    [Fact]
    public void What_is_simulated_to_its_end_is_analysed_before_it_is_finished()
    {
        var board = new FigureBoard(new DashboardScene(TimeSpan.Zero, Speed: double.PositiveInfinity, HasSimulation: true));
        board.Take(State(simulated: true));
        board.TakeFinals([Window]);
        board.Take(Window with { End = Window.End + TimeSpan.FromMinutes(1), Final = false });
        Positions ends = default;
        ends[Topic.PageViews] = 10;
        board.Take(new AnalystStatus(0, Seen, Seen, "nothing", default, default, ends, EntryName.None, false, false, Seen));

        board.Take(new ClockProgress(new Timestamp(Run.Until!.Value.Milliseconds - 1), Seen, Run.Until, IsDone: true));

        var figures = board.At(Seen, TimeSpan.FromSeconds(1));
        (figures.Phase, figures.Hint, figures.Window).ShouldBe(("analysing", "Ctrl-C stops", Window));
    }

    [Fact]
    public void A_shop_that_just_begins_is_starting()
    {
        var board = new FigureBoard(new DashboardScene(TimeSpan.Zero, Speed: 1, HasSimulation: true));
        board.At(Seen, TimeSpan.FromSeconds(1)).Phase.ShouldBe("starting");

        board.Take(new ClockProgress(Seen, Seen, null, IsDone: false));

        board.At(Seen, TimeSpan.FromSeconds(1)).Phase.ShouldBe("live");
    }

    /// <summary>The live window ends where the foremost shard is, the clock tells where the last one is.</summary>
    [Fact]
    public void Shop_time_is_the_slowest_shards_and_never_goes_back()
    {
        var board = new FigureBoard(new DashboardScene(TimeSpan.Zero, Speed: 1, HasSimulation: true));
        board.Take(State(simulated: true) with { Run = Run with { Until = null } });
        board.Take(Window with { End = Seen + TimeSpan.FromHours(2), Final = false });
        ShopTime().ShouldBeNull();

        board.TakeFinals([Window]);
        ShopTime().ShouldBe(Window.End);
        board.Take(new ClockProgress(Window.End + TimeSpan.FromMinutes(1), Seen, null, IsDone: false));
        ShopTime().ShouldBe(Window.End + TimeSpan.FromMinutes(1));
        board.Take(new ClockProgress(Window.End, Seen, null, IsDone: false));
        ShopTime().ShouldBe(Window.End + TimeSpan.FromMinutes(1));

        Timestamp? ShopTime() => board.At(Seen + TimeSpan.FromHours(3), TimeSpan.FromSeconds(1)).ShopTime;
    }

    [Fact]
    public void While_the_shop_catches_up_the_newest_full_window_is_shown_and_then_the_live_one()
    {
        var board = Board();
        board.Take(State(simulated: true) with { Run = Run with { Until = null } });
        var live = Window with { End = Window.End + TimeSpan.FromSeconds(10), Final = false };
        board.Take(live);
        Shown(Seen + TimeSpan.FromHours(3)).ShouldBe(live);

        board.TakeFinals([Window]);

        Shown(Seen + TimeSpan.FromHours(3)).ShouldBe(Window);
        Shown(Seen).ShouldBe(live);

        WindowSnapshot? Shown(Timestamp wall) => board.At(wall, TimeSpan.FromSeconds(1)).Window;
    }

    [Fact]
    public void A_shop_whose_beginning_is_still_to_come_says_when_it_begins()
    {
        var board = new FigureBoard(new DashboardScene(TimeSpan.Zero, Speed: 1, HasSimulation: true));
        board.Take(State(simulated: true) with { Run = Run with { Until = null } });
        board.Take(new ClockProgress(Run.From, Run.From, null, IsDone: false));

        var before = board.At(Run.From - TimeSpan.FromHours(1), TimeSpan.FromSeconds(1));
        (before.Phase, before.Begins, before.Lag).ShouldBe(("begins at 2025-09-07 15:00:00 +00:00", Run.From, null));

        var after = board.At(Run.From, TimeSpan.FromSeconds(2));
        (after.Phase, after.Begins).ShouldBe(("live", null));
    }

    [Fact]
    public void At_another_speed_a_shop_begins_at_once()
    {
        var board = new FigureBoard(new DashboardScene(TimeSpan.Zero, Speed: 60, HasSimulation: true));
        board.Take(State(simulated: true) with { Run = Run with { Until = null } });
        board.Take(new ClockProgress(Run.From, Run.From, null, IsDone: false));

        board.At(Run.From - TimeSpan.FromHours(1), TimeSpan.FromSeconds(1)).Phase.ShouldBe("live");
    }

    [Fact]
    public void What_a_shard_had_folded_before_it_was_heard_of_is_no_part_of_the_rate()
    {
        var board = Board();
        board.Take(Folded(shard: 0, 5_000));
        board.At(Seen, TimeSpan.FromSeconds(1)).EventsPerSecond.ShouldBeNull();

        board.Take(Folded(shard: 0, 5_030));
        board.Take(Folded(shard: 1, 90_000));

        board.At(Seen, TimeSpan.FromSeconds(4)).EventsPerSecond.ShouldBe(10);
    }

    [Fact]
    public void An_analyst_that_begins_anew_takes_nothing_from_the_rate()
    {
        var board = Board();
        board.Take(Folded(shard: 0, 100));
        board.At(Seen, TimeSpan.Zero);

        foreach (var folded in (long[])[130, 5, 15]) board.Take(Folded(shard: 0, folded));

        board.At(Seen, TimeSpan.FromSeconds(4)).EventsPerSecond.ShouldBe(10);
    }

    [Fact]
    public void The_rate_is_of_the_last_seconds()
    {
        var board = Board();
        for (var second = 0; second <= 20; second++)
        {
            board.Take(Folded(shard: 0, second < 10 ? 1_000_000 * second : 9_000_000 + 3 * (second - 9)));
            board.At(Seen, TimeSpan.FromSeconds(second));
        }

        board.At(Seen, TimeSpan.FromSeconds(20)).EventsPerSecond.ShouldBe(3);
    }

    [Fact]
    public void The_newest_final_windows_are_kept_and_no_more()
    {
        var board = Board();
        board.FinalThrough.ShouldBeNull();
        var finals = Enumerable.Range(0, 20).Select(pane => Window with { Start = Seen + TimeSpan.FromSeconds(10 * pane), End = Seen + TimeSpan.FromSeconds(10 * pane + 300) }).ToList();

        foreach (var half in finals.Chunk(10)) board.TakeFinals(half);

        var figures = board.At(Seen, TimeSpan.FromSeconds(1));
        figures.Finals.ShouldBe(finals.TakeLast(FigureBoard.MostFinals));
        (figures.Window, board.FinalThrough).ShouldBe((finals[^1], finals[^1].End));
    }

    [Fact]
    public void Events_that_are_told_again_stand_once_on_the_tape_and_there_is_none_where_nobody_tells_them()
    {
        var board = new FigureBoard(new DashboardScene(TimeSpan.Zero, Speed: 1, HasSimulation: true));
        var (first, second) = (Told(1), Told(2));
        board.Take(new RecentEvents(0, [first, second]));
        board.Take(new RecentEvents(0, [Told(1), Told(2)]));
        board.At(Seen, TimeSpan.FromSeconds(1)).Tape.ShouldBe([first, second]);

        board.Take(new RecentEvents(1, [.. Enumerable.Range(3, 1000).Select(Told)]));
        board.At(Seen, TimeSpan.FromSeconds(1)).Tape!.Count.ShouldBe(256);

        var deaf = new FigureBoard(new DashboardScene(TimeSpan.Zero, Speed: 1, HasSimulation: false) { HearsEvents = false });
        deaf.At(Seen, TimeSpan.FromSeconds(1)).Tape.ShouldBeNull();

        static RecentEvent Told(int order) => new(Seen, EventType.Purchase, "user_000001", $"order_{order}", order);
    }

    [Fact]
    public void Times_are_shown_in_the_zone_of_the_shop_s_record()
    {
        var board = Board();
        board.Take(State(simulated: true) with { Run = Run with { Zone = TimeSpan.FromHours(2) } });

        board.At(Seen, TimeSpan.FromSeconds(1)).Zone.ShouldBe(TimeSpan.FromHours(2));
    }

    private static AnalystStatus Folded(int shard, long events) =>
        new(shard, Seen, Seen, "nothing", default, default, default, EntryName.None, true, true, Seen) { FoldedEvents = events };

    private static string Phase(ShopState state) => At(state).Phase;

    private static DashboardFigures At(ShopState state)
    {
        var board = Board();
        board.Take(state);
        return board.At(Seen, TimeSpan.FromSeconds(1));
    }

    /// <summary>Of a process that neither simulates nor knows more than the tables say.</summary>
    private static FigureBoard Board()
    {
        var board = new FigureBoard(new DashboardScene(TimeSpan.Zero, Speed: 1, HasSimulation: false));
        board.Take(Window);
        return board;
    }

    private static ShopState State(bool simulated, bool analysed = true) => new(Run, simulated, analysed, Seen);
}
