using Akka.Actor;
using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Windows;

namespace AkkaCommerce.Tests.Analytics.Windows;

/// <summary>The live window: with a rest in between, always in the end the newest, each second where others see it.</summary>
public sealed class WindowBoardLiveTests : BoardStage
{
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(20);

    [Fact]
    public void What_shards_tell_within_five_milliseconds_is_shown_as_one_and_what_follows_when_it_has_rested()
    {
        var board = Board();
        board.Tell(Picture(0, 1, views: 1));
        board.Tell(Picture(1, 1, views: 2));
        Settle(board);
        Lives().ShouldBeEmpty();
        Timers(Gathering);
        Live().ShouldBe(3);

        for (var change = 2; change <= 6; change++) board.Tell(Picture(0, change, views: change));
        Settle(board);
        Timers(Rest - TimeSpan.FromMilliseconds(1));
        Settle(board);
        Lives().ShouldBeEmpty();
        Timers(TimeSpan.FromMilliseconds(1));

        Live().ShouldBe(8);
    }

    [Fact]
    public void It_shows_what_all_shards_have_open()
    {
        var board = Board();
        board.Tell(Picture(0, 1, views: 2));
        Gathered(board).ShouldBe(2);
        board.Tell(Picture(1, 1, views: 3));

        Rested(board).ShouldBe(5);
    }

    [Fact]
    public void A_change_that_comes_while_a_slow_window_is_made_is_shown_when_it_is()
    {
        var window = CreateTestProbe("window");
        var board = Board(Props.Create<Messenger>(window.Ref));
        board.Tell(Picture(0, 1, views: 1));
        Settle(board);
        Timers(Gathering);
        var slow = window.ExpectMsg<WindowParts>();
        var aggregator = window.Sender;
        board.Tell(Picture(0, 2, views: 2));
        Settle(board);
        Timers(TimeSpan.FromMilliseconds(200));
        Settle(board);

        aggregator.Tell(new Aggregated(slow.Pane, WindowFigures.Snapshot(slow, PaneGrid.Of(Options))));
        Settle(aggregator);

        window.ExpectMsg<WindowParts>().Distinct.Viewers.ShouldBe(2);
    }

    [Fact]
    public void Each_second_the_newest_is_kept_where_others_see_it()
    {
        var board = Board();
        board.Tell(Picture(0, 1, views: 1));
        Gathered(board);
        board.Tell(Picture(0, 2, views: 2));
        Rested(board).ShouldBe(2);
        HasLiveRow.ShouldBeFalse();

        Timers(TimeSpan.FromMilliseconds(975));
        LiveRow().ShouldBe(2);
        Settle(board);
        Timers(TimeSpan.FromSeconds(1));
        Settle(board);

        HasLiveRow.ShouldBeFalse();
    }

    [Fact]
    public void A_window_whose_actor_fails_takes_the_board_with_it_to_start_again_from_what_is_written()
    {
        var window = CreateTestProbe("window");
        var board = window.ChildActorOf(BoardProps(Props.Create<Failing>()), SupervisorStrategy.StoppingStrategy, CancellationToken.None);
        Watch(board);
        Has(board, 0);

        board.Tell(Picture(0, 1, views: 1));
        Settle(board);
        Timers(Gathering);

        ExpectTerminated(board);
    }

    private long Gathered(IActorRef board)
    {
        Settle(board);
        Timers(Gathering);
        return Live();
    }

    private long Rested(IActorRef board)
    {
        Settle(board);
        Timers(Rest);
        return Live();
    }

    /// <summary>Passes everything on to a probe, and its answers to who asked.</summary>
    private sealed class Messenger(IActorRef to) : UntypedActor
    {
        private IActorRef _asked = ActorRefs.Nobody;

        protected override void OnReceive(object message)
        {
            if (message is Aggregated)
            {
                _asked.Tell(message);
                return;
            }
            _asked = Sender;
            to.Tell(message, Self);
        }
    }

    private sealed class Failing : UntypedActor
    {
        protected override void OnReceive(object message) => throw new InvalidOperationException("broken in the test");
    }
}
