using System.Diagnostics;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Pattern;
using Akka.Serialization;
using Akka.Streams;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using AkkaCommerce.Analytics.Hosting;
using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Analytics.Storage;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Journal;
using AkkaCommerce.Ingestion.Memory;
using AkkaCommerce.Tests.Analytics.Hosting;
using AkkaCommerce.Tests.Analytics.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace AkkaCommerce.Tests.Analytics.Partitions;

public sealed class PartitionAnalystTests : TestKit
{
    private static readonly Timestamp Middle = HandMadeShop.From + TimeSpan.FromMinutes(3);
    private static readonly PaneGrid Grid = new(10_000, 30);

    /// <summary>Only a hang takes this long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TemporaryDatabase _database;
    private readonly MemoryEventLog _log = new(new MemoryLogOptions { Shards = 1 });
    private readonly HandMadeShop _shop = new(seed: 3, TimeSpan.FromMinutes(6), events: 400);
    private readonly TestProbe _board;

    public PartitionAnalystTests() : this(new TemporaryDatabase()) { }

    private PartitionAnalystTests(TemporaryDatabase database) : base(Setup(database))
    {
        _database = database;
        _board = CreateTestProbe("board");
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _database.Dispose();
    }

    [Fact]
    public async Task Its_first_act_is_to_claim_and_every_entry_names_the_one_before()
    {
        await Write(null, null);
        Analyst();

        var entries = Entries(through: _shop.Run.Until!.Value);

        entries[0].IsClaim.ShouldBeTrue();
        entries[0].Before.ShouldBe(EntryName.None);
        entries.Zip(entries.Skip(1)).ShouldAllBe(pair => pair.Item2.Before == pair.Item1.Name);
        entries.SelectMany(entry => entry.Closes).Count(close => close.HasEvents).ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task One_that_starts_again_goes_on_behind_what_it_persisted()
    {
        await Write(null, Middle);
        var first = Analyst();
        var before = Entries(through: Middle - TimeSpan.FromSeconds(10));
        Watch(first);
        first.Tell(FinishAnalysis.Instance);
        ExpectTerminated(first, Patience);
        await Write(Middle, null);

        Analyst();
        var after = Entries(through: _shop.Run.Until!.Value, from: before[^1].Name);

        after[0].Before.ShouldBe(before[^1].Name);
        after.SelectMany(entry => entry.Closes).Min(close => close.Pane).ShouldBeGreaterThan(before.SelectMany(entry => entry.Closes).Max(close => close.Pane));
    }

    [Fact]
    public async Task Of_two_for_the_same_shard_the_older_one_stops()
    {
        await Write(null, Middle);
        var first = Analyst();
        var before = Entries(through: Middle - TimeSpan.FromSeconds(10));
        Watch(first);
        // The older may take the number of the newer's claim first: as on a node, the newer is started again.
        Sys.ActorOf(BackoffSupervisor.Props(Backoff.OnStop(AnalystProps(), "newer", TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(50), 0, -1)));
        Entries(from: before[^1].Name, until: entry => entry.IsClaim);

        await Write(Middle, null);

        ExpectTerminated(first, Patience);
    }

    [Fact]
    public async Task What_the_board_does_not_answer_is_asked_and_told_again()
    {
        await Write(null, null);
        var analyst = Analyst();
        for (var silent = 0; silent < 2; silent++) _board.FishForMessage<AskBoard>(_ => true, Patience);

        Entries(through: _shop.Run.Until!.Value).ShouldNotBeEmpty();
        analyst.Tell(new BoardHas(0, EntryName.None, EntryName.None, Timestamp.Min)); // a new board: it has nothing
        Entries(through: _shop.Run.Until!.Value)[0].Before.ShouldBe(EntryName.None);
    }

    private Task Write(Timestamp? from, Timestamp? through) => _shop.WriteAsync(_log, Sys.Materializer(), TimeSpan.FromSeconds(7), null, from, through);

    private IActorRef Analyst() => Sys.ActorOf(AnalystProps());

    private Props AnalystProps() => PartitionAnalyst.Props(0, new AnalystContext
    {
        Log = _log,
        Options = new AnalysisOptions(),
        Board = _board,
        ReadRun = () => _shop.Run,
        WriteRows = new RejectedStore(_database.Database, Grid).Write,
        Logger = NullLogger<PartitionAnalyst>.Instance,
    });

    /// <summary>Plays the board: takes entries that follow, in order, and answers, until panes through a moment are closed.</summary>
    private List<AnalystEntry> Entries(Timestamp through = default, EntryName from = default, Func<AnalystEntry, bool>? until = null)
    {
        var (taken, last, began) = (new List<AnalystEntry>(), from, Stopwatch.GetTimestamp());
        until ??= entry => entry.LastPane is { } pane && Grid.WindowEnd(pane) >= through;
        while (!taken.Any(until))
        {
            if (Stopwatch.GetElapsedTime(began) > Patience) throw new TimeoutException($"The analyst told {taken.Count} entries and then nothing.");
            switch (_board.ReceiveOne(TimeSpan.FromSeconds(1)))
            {
                case AskBoard: _board.Sender.Tell(new BoardHas(0, last, EntryName.None, Timestamp.Min)); break;
                case EntryPart { IsLive: false } part when AnalystEntry.Read(part.Bytes) is var entry && entry.Before == last:
                    taken.Add(entry);
                    last = entry.Name;
                    break;
            }
        }
        return taken;
    }

    private static ActorSystemSetup Setup(TemporaryDatabase database) => ActorSystemSetup.Create(
        BootstrapSetup.Create().WithConfig(SqliteJournal.Configuration(database.ConnectionString)),
        SqliteJournal.Setup(database.ConnectionString),
        SerializationSetup.Create(system => [SerializerDetails.Create("analytics", new AnalyticsSerializer(system), [.. AnalyticsSerializer.Types])]));
}
