using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.TestKit;
using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Tests.VirtualTime;
using Microsoft.Extensions.Logging.Abstractions;

namespace AkkaCommerce.Tests.Analytics.Windows;

/// <summary>A board of two shards and windows of three panes, before a table in memory and a probe that hears what it publishes.</summary>
public abstract class BoardStage : VirtualTimeKit
{
    protected static readonly AnalysisOptions Options = new() { WindowPanes = 3 };

    private readonly TestProbe _analyst, _published, _rows;

    private protected BoardStage() => (_analyst, _published, _rows) = (CreateTestProbe("analyst"), CreateTestProbe("published"), CreateTestProbe("rows"));

    private protected HandMadeChain First { get; } = new(0);

    private protected HandMadeChain Second { get; } = new(1);

    private protected WindowTable Table { get; } = new();

    private protected IActorRef Board(Props? aggregator = null, bool loaded = true)
    {
        var board = Sys.ActorOf(BoardProps(aggregator));
        if (loaded) Has(board, 0);
        return board;
    }

    private protected Props BoardProps(Props? aggregator) => WindowBoard.Props(new BoardContext
    {
        Shards = 2,
        Options = Options,
        Load = () => Table.Load(Options),
        Write = Table.TryMove,
        WriteLive = live => _rows.Tell(new LiveWindow(live)),
        Mediator = _published,
        Aggregator = aggregator,
        Logger = NullLogger<WindowBoard>.Instance,
    });

    private protected BoardHas Has(IActorRef board, int shard)
    {
        board.Tell(new AskBoard(shard), _analyst);
        return Hears<BoardHas>(_analyst);
    }

    private protected static void Tell(IActorRef board, AnalystEntry entry)
    {
        foreach (var part in Parts(entry)) board.Tell(part);
    }

    private protected static EntryPart[] Parts(AnalystEntry entry, int count = 1)
    {
        var size = (entry.Bytes.Length + count - 1) / count;
        return [.. Enumerable.Range(0, count).Select(part => new EntryPart(entry.Shard, entry.Name, false, part, count, entry.Bytes[(part * size)..Math.Min(entry.Bytes.Length, (part + 1) * size)]))];
    }

    /// <summary>A picture: pane 5 is open, and so many have viewed something in it.</summary>
    private protected static EntryPart Picture(int shard, long version, int views)
    {
        var names = new NameTable();
        var sum = new PaneSum(names);
        for (var view = 0; view < views; view++) sum.Count(EventType.PageView);
        var picture = LivePartial.Compose(shard, version, 5, 5, [new(5, sum)], [new(5, new DistinctUsers(views, 0, 0, 0, 0))], names);
        return EntryPart.Split(shard, new EntryName(version, 1), true, picture.Bytes).Single();
    }

    /// <summary>Waits until it has told that windows through a pane's end are final.</summary>
    private protected void FinalThrough(long pane) =>
        Hears<Publish>(_published, publish => publish.Message is FinalsWritten finals && finals.Through == new Timestamp((pane + 1) * 10_000));

    /// <summary>The page views of the live window that it tells next, without any time passing.</summary>
    private protected long Live() => ((LiveWindow)_published.FishForMessage<Publish>(publish => publish.Topic == LiveWindow.Topic).Message).Snapshot.Events[EventType.PageView];

    /// <summary>What live windows it has told since this was last asked.</summary>
    private protected List<long> Lives() => [.. Heard<Publish>(_published).Select(publish => publish.Message).OfType<LiveWindow>().Select(live => live.Snapshot.Events[EventType.PageView])];

    /// <summary>The live window that it keeps where others see it.</summary>
    private protected long LiveRow() => _rows.ExpectMsg<LiveWindow>().Snapshot.Events[EventType.PageView];

    protected bool HasLiveRow => _rows.HasMessages;
}
