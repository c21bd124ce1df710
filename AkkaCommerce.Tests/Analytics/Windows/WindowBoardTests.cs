using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.TestKit.Xunit2;
using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Analytics.Storage;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Tests.Analytics.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace AkkaCommerce.Tests.Analytics.Windows;

public sealed class WindowBoardTests : TestKit
{
    private static readonly AnalysisOptions Options = new() { WindowPanes = 3 };
    private static readonly PaneGrid Grid = PaneGrid.Of(Options);

    private readonly TemporaryDatabase _database = new();
    private readonly HandMadeChain _first = new(0), _second = new(1);

    public WindowBoardTests() : base("akka.test.single-expect-default = 60s") { }

    protected override void AfterAll()
    {
        base.AfterAll();
        _database.Dispose();
    }

    [Fact]
    public void It_tells_what_it_has_and_takes_each_entry_once_however_messages_come()
    {
        var board = Board();
        var (one, two) = (_first.Closing((5, 2)), _first.Closing((6, 1)));
        Has(board, 0).LastTaken.ShouldBe(EntryName.None);

        Tell(board, two); // too early: the one before was lost
        Has(board, 0).LastTaken.ShouldBe(EntryName.None);
        Tell(board, one);
        Tell(board, one);
        Tell(board, two);
        Tell(board, one); // late, again

        Has(board, 0).LastTaken.ShouldBe(two.Name);
        Has(board, 1).OthersClosedThrough.ShouldBe(new Timestamp(70_000));
    }

    [Fact]
    public void It_writes_windows_that_every_shard_has_closed_and_tells_that_it_did()
    {
        var board = Board();
        var (mine, other) = (_first.Closing((5, 2), (6, 1)), _second.Closing((5, 1), (6, 0)));
        Tell(board, mine);
        Tell(board, other);

        Finals().Through.ShouldBe(new Timestamp(70_000));

        Store.FinalsAfter(Timestamp.Min).Select(final => (final.End.Milliseconds, final.Events[EventType.PageView])).ShouldBe([(60_000, 3), (70_000, 4)]);
        Has(board, 0).Used.ShouldBe(mine.Name);
    }

    [Fact]
    public void A_board_that_starts_again_takes_its_panes_from_the_windows_written()
    {
        var board = Board();
        Tell(board, _first.Closing((5, 2)));
        Tell(board, _second.Closing((5, 1)));
        Finals();
        Watch(board);
        Sys.Stop(board);
        ExpectTerminated(board);

        board = Board();
        Tell(board, _first.Closing((6, 1)));
        Tell(board, _second.Closing((6, 0)));
        Finals();

        Store.NewestFinal()!.Events[EventType.PageView].ShouldBe(4);
    }

    [Fact]
    public void Of_two_boards_one_stops_and_no_window_is_written_twice()
    {
        var (board, second) = (Board(), Board());
        var (mine, other) = (_first.Closing((5, 2)), _second.Closing((5, 1)));
        Tell(board, mine);
        Tell(board, other);
        Finals();
        Watch(second);

        Tell(second, mine);
        Tell(second, other);

        ExpectTerminated(second);
        Store.FinalsAfter(Timestamp.Min).Count.ShouldBe(1);
        Store.ReadReceived(2).Version.ShouldBe(1);
    }

    [Fact]
    public void An_entry_larger_than_a_message_comes_in_parts()
    {
        var board = Board();
        var entry = _first.Closing((5, 2));
        var half = entry.Bytes.Length / 2;
        var (one, two) = (new EntryPart(0, entry.Name, false, 0, 2, entry.Bytes[..half]), new EntryPart(0, entry.Name, false, 1, 2, entry.Bytes[half..]));

        board.Tell(two);
        board.Tell(one);
        Has(board, 0).LastTaken.ShouldBe(EntryName.None);
        board.Tell(one);
        board.Tell(two);

        Has(board, 0).LastTaken.ShouldBe(entry.Name);
    }

    private WindowStore Store => new(_database.Database, Grid);

    private IActorRef Board()
    {
        var board = Sys.ActorOf(WindowBoard.Props(new BoardContext
        {
            Shards = 2,
            Options = Options,
            Load = () =>
            {
                var received = Store.ReadReceived(2);
                return new BoardCore(2, Options, received, Store.PanesFrom(BoardCore.FirstPaneNeeded(received, Options)), []);
            },
            Write = Store.TryMove,
            WriteLive = _ => { },
            Mediator = TestActor,
            Logger = NullLogger<WindowBoard>.Instance,
        }));
        Has(board, 0); // it has loaded
        return board;
    }

    private BoardHas Has(IActorRef board, int shard)
    {
        board.Tell(new AskBoard(shard), TestActor);
        return FishForMessage<BoardHas>(_ => true);
    }

    private FinalsWritten Finals() => (FinalsWritten)FishForMessage<Publish>(publish => publish.Topic == FinalsWritten.Topic).Message;

    private static void Tell(IActorRef board, AnalystEntry entry)
    {
        foreach (var part in EntryPart.Split(entry.Shard, entry.Name, false, entry.Bytes)) board.Tell(part);
    }
}
