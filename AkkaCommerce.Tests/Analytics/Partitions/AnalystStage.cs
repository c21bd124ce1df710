using System.Text;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.TestKit;
using AkkaCommerce.Analytics.Hosting;
using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Memory;
using AkkaCommerce.Tests.Analytics.Hosting;
using AkkaCommerce.Tests.VirtualTime;
using Microsoft.Extensions.Logging.Abstractions;

namespace AkkaCommerce.Tests.Analytics.Partitions;

/// <summary>
/// A shard's analyst before one probe that is its board, and is told of every write to its journal and its tables too: so what comes before what is
/// seen.
/// </summary>
public abstract class AnalystStage : VirtualTimeKit
{
    private protected static readonly PaneGrid Grid = new(10_000, 30);

    private readonly MemoryEventLog _log;
    private readonly IMaterializer _materializer;

    private protected AnalystStage()
    {
        (World, _materializer) = (CreateTestProbe("world"), Sys.Materializer());
        Journal.Witness = World;
        _log = new MemoryEventLog(new MemoryLogOptions { Shards = 1, Retention = null }, Clock);
        Log = new ReadLog(_log);
        Board = NewBoard();
    }

    protected TestProbe World { get; }

    private protected new ReadLog Log { get; }

    private protected HandMadeShop Shop { get; } = new(seed: 3, TimeSpan.FromMinutes(6), events: 400);

    private protected static Timestamp Middle => HandMadeShop.From + TimeSpan.FromMinutes(3);

    private protected Timestamp Until => Shop.Run.Until!.Value;

    /// <summary>The board's real core: takes what follows, and nothing else.</summary>
    private protected BoardCore Board { get; private set; }

    /// <summary>What becomes of rows to be written, after the probe was told of them.</summary>
    private protected Action<EntryRows> Tables { get; set; } = _ => { };

    protected bool SkipGap { get; set; }

    protected IActorRef Analyst() => Sys.ActorOf(PartitionAnalyst.Props(0, new AnalystContext
    {
        Log = Log,
        Options = new AnalysisOptions(),
        Board = World,
        ReadRun = () => Shop.Run,
        WriteRows = rows =>
        {
            World.Tell(new RowsWrite(rows));
            Tables(rows);
        },
        SkipGap = SkipGap,
        Time = Clock,
        Logger = NullLogger<PartitionAnalyst>.Instance,
    }));

    private protected Task Write(Timestamp? from, Timestamp? through) => Shop.WriteAsync(_log, _materializer, TimeSpan.FromSeconds(7), null, from, through);

    /// <summary>Writes records that are no events.</summary>
    private protected async Task WriteGarbage(int count)
    {
        await using var writer = await _log.OpenWriterAsync(0, "other", default);
        var batch = new ShardBatch(1, new Progress(Timestamp.Min, "garbage"));
        for (var record = 0; record < count; record++) batch.Events(Topic.PageViews).Add(Encoding.UTF8.GetBytes("user_000001"), Encoding.UTF8.GetBytes($"garbage {record}"));
        await Source.Single(batch).Via(writer.Flow).RunWith(Sink.Ignore<ShardCommitted>(), _materializer);
    }

    private protected override void Idle()
    {
        Clock.Advance(TimeSpan.FromMilliseconds(50));
        Timers(TimeSpan.FromMilliseconds(50));
    }

    /// <summary>A while passes in which everything that can happen does, each question to the board answered; what the probe heard meanwhile.</summary>
    protected List<object> While(IActorRef analyst)
    {
        var heard = new List<object>();
        for (var pause = 0; pause < 30; pause++)
        {
            while (World.ReceiveOne(TimeSpan.FromMilliseconds(1)) is { } message)
            {
                heard.Add(message);
                if (message is AskBoard) World.Sender.Tell(Has());
            }
            Idle();
            Settle(analyst);
        }
        return [.. heard, .. Heard<object>(World)];
    }

    /// <summary>An analyst that has claimed its shard, and whose first entry with closes waits to be written; the journal's gate is closed.</summary>
    private protected (IActorRef Analyst, AnalystEntry Entry) Claimed()
    {
        Journal.Writing.Close();
        var analyst = Analyst();
        Written().IsClaim.ShouldBeTrue();
        Settle(analyst);
        Journal.Writing.LetOne();
        return (analyst, Written());
    }

    private protected AnalystEntry Written() => (AnalystEntry)Hears<JournalWrite>(World).Payload;

    /// <summary>What is in the journal.</summary>
    private protected List<AnalystEntry> Rows() => [.. Journal.Rows(PartitionAnalyst.IdOf(0)).Select(row => AnalystEntry.Read(row.Bytes))];

    /// <summary>As if another incarnation, elsewhere, had written a row.</summary>
    private protected void WriteElsewhere(long number)
    {
        var entry = new Windows.HandMadeChain(0, incarnation: 99).Closing();
        Journal.TryAdd(PartitionAnalyst.IdOf(0), new VirtualTime.JournalRow(number, new AnalyticsSerializer((ExtendedActorSystem)Sys).Identifier, "E1", entry.Bytes.ToArray())).ShouldBeTrue();
    }

    /// <summary>What happens next, the board's part played: it takes what follows, and answers what it has.</summary>
    private protected object Plays(Func<object, bool>? loses = null)
    {
        var heard = Hears<object>(World);
        if (loses?.Invoke(heard) == true) return heard;
        if (heard is AskBoard) World.Sender.Tell(Has());
        else if (heard is EntryPart { IsLive: false } part) Board.Take(AnalystEntry.Read(part.Bytes));
        return heard;
    }

    private protected BoardHas Has() => new(0, Board.LastTaken(0), Board.Received.Used[0], Timestamp.Min);

    /// <summary>Plays the board until panes through a moment are closed.</summary>
    private protected List<object> PlaysUntil(Timestamp through, Func<object, bool>? loses = null)
    {
        var heard = new List<object>();
        Repeat(until: () => Board.ClosedThrough(0) >= through, () => heard.Add(Plays(loses)));
        return heard;
    }

    private protected void PlaysUntil(Func<object, bool> isHeard)
    {
        for (var heard = 0; !isHeard(Plays()); heard++) heard.ShouldBeLessThan(100);
    }

    /// <summary>The windows that the board makes of what it took.</summary>
    private protected List<string> Finals()
    {
        var finals = new List<string>();
        while (Board.TryFinalize(100) is { } batch)
        {
            Board.Written(batch);
            finals.AddRange(batch.Windows.Select(window => SnapshotJson.Write(WindowFigures.Snapshot(window.Parts, Grid))));
        }
        return finals;
    }

    private protected void ForgetBoard() => Board = NewBoard();

    private static BoardCore NewBoard() => new(1, new AnalysisOptions(), Received.Nothing(1), [], []);
}

/// <summary>Rows are about to be written.</summary>
internal sealed record RowsWrite(EntryRows Rows) : INoSerializationVerificationNeeded;
