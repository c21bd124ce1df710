using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Tests.Analytics.Windows;

public sealed class BoardCoreTests
{
    private static readonly AnalysisOptions Options = new() { WindowPanes = 3 };
    private readonly HandMadeChain _first = new(0), _second = new(1);
    private readonly BoardCore _board = Board(Received.Nothing(2), []);

    [Fact]
    public void A_window_is_final_when_every_shard_has_closed_it()
    {
        _board.Take(_first.Closing((5, 2), (6, 1)));
        _board.TryFinalize(100).ShouldBeNull();

        _board.Take(_second.Closing((5, 1)));

        Finals().ShouldBe([(5, 3)]);
        _board.TryFinalize(100).ShouldBeNull();
        _board.Take(_second.Closing((6, 0)));
        Finals().ShouldBe([(6, 4)]);
    }

    [Fact]
    public void An_entry_is_taken_once_and_only_behind_the_one_it_names()
    {
        var (one, two, three) = (_first.Closing((5, 2)), _first.Closing((6, 1)), _first.Closing((7, 1)));

        _board.Take(two).ShouldBeFalse();
        _board.Take(one).ShouldBeTrue();
        _board.Take(one).ShouldBeFalse();
        _board.Take(three).ShouldBeFalse();
        _board.Take(two).ShouldBeTrue();

        _board.LastTaken(0).ShouldBe(two.Name);
        _board.OthersClosedThrough(1).ShouldBe(new Timestamp(70_000));
        _board.OthersClosedThrough(0).ShouldBe(Timestamp.Min);
    }

    [Fact]
    public void Windows_without_an_event_are_passed_over()
    {
        _board.Take(_first.Closing((5, 1), (6, 0), (7, 0), (1000, 0)));
        _board.Take(_second.Closing((900, 1), (901, 0), (1001, 0)));

        Finals().ShouldBe([(5, 1), (6, 1), (7, 1), (900, 1), (901, 1)]);
        _board.Received.Pane.ShouldBe(1000);
    }

    [Fact]
    public void A_new_board_goes_on_from_what_is_written_and_finds_the_same()
    {
        var (entries, others) = (new[] { _first.Closing((5, 2), (6, 1)), _first.Closing((7, 3)), _first.Closing((8, 1)) }, new[] { _second.Closing((5, 1), (6, 0)), _second.Closing((7, 0), (8, 4)) });
        foreach (var entry in entries.Concat(others)) _board.Take(entry).ShouldBeTrue();
        var batch = _board.TryFinalize(2)!;
        _board.Written(batch);
        batch.To.Used.ShouldBe([entries[0].Name, others[0].Name]);

        var next = Board(batch.To, [.. batch.Windows.Select(window => new KeptPane(window.Parts.Pane, window.PaneBytes))]);
        foreach (var entry in entries.Concat(others)) next.Take(entry);

        var (rest, same) = (_board.TryFinalize(100)!, next.TryFinalize(100)!);
        same.To.ShouldSatisfyAllConditions(to => to.Version.ShouldBe(rest.To.Version), to => to.Pane.ShouldBe(8), to => to.Used.ShouldBe(rest.To.Used));
        same.Windows.Select(Json).ShouldBe(rest.Windows.Select(Json));
    }

    [Fact]
    public void A_window_tells_the_late_events_that_entries_up_to_its_closes_counted()
    {
        _board.Take(_first.Closing((5, 2), (6, 1)));
        _board.Take(_first.Counting([new(5, 1, 0), new(null, 0, 9)]));
        _board.Take(_first.Counting([new(6, 2, 1)], (7, 0)));
        _board.Take(_first.Counting([new(7, 7, 7)], (8, 1)));
        _board.Take(_second.Closing((5, 0), (6, 0), (7, 0), (8, 0), (9, 0)));

        var windows = _board.TryFinalize(100)!.Windows;

        windows.Select(window => (window.Parts.Pane, window.Parts.Late, window.Parts.Dead)).ShouldBe([(5, 0, 0), (6, 0, 0), (7, 3, 1), (8, 9, 8)]);
    }

    private IReadOnlyList<(long Pane, long Views)> Finals()
    {
        var batch = _board.TryFinalize(100)!;
        _board.Written(batch);
        return [.. batch.Windows.Select(window => (window.Parts.Pane, WindowFigures.Snapshot(window.Parts, PaneGrid.Of(Options)).Events[EventType.PageView]))];
    }

    private static string Json(ReadyWindow window) => SnapshotJson.Write(WindowFigures.Snapshot(window.Parts, PaneGrid.Of(Options)));

    private static BoardCore Board(Received received, IReadOnlyList<KeptPane> panes) => new(2, Options, received, panes, []);
}
