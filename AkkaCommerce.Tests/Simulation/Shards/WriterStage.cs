using Akka.Actor;
using Akka.TestKit;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Simulation.Shards;
using AkkaCommerce.Simulation.Shoppers;
using AkkaCommerce.Tests.VirtualTime;

namespace AkkaCommerce.Tests.Simulation.Shards;

/// <summary>A shard's writer among probes: the region, the clock, and each shopper, who answer when the test says so.</summary>
public abstract class WriterStage : VirtualTimeKit
{
    private readonly Dictionary<int, TestProbe> _shoppers = [];
    private readonly TestProbe _clock, _log, _progress;

    private protected WriterStage()
    {
        (Region, _clock, _log, _progress) = (CreateTestProbe("region"), CreateTestProbe("clock"), CreateTestProbe("log"), CreateTestProbe("progress"));
        EventLog.Witness = _log;
        Sys.EventStream.Subscribe(_progress, typeof(ShardProgress));
    }

    protected static Timestamp From => Shops.Noon;

    /// <summary>The last millisecond of so many minutes: a step that can end there ends there.</summary>
    protected static Timestamp At(double minutes) => From.Plus(minutes) - TimeSpan.FromMilliseconds(1);

    /// <summary>Six shoppers, about one visit in two minutes.</summary>
    protected Shop Shop { get; set; } = Shops.Of(seed: 1, shoppers: 6);

    /// <summary>Of whom nobody comes: for what does not depend on events.</summary>
    protected static Shop QuietShop { get; } = Shops.Of(seed: 1, shoppers: 1, visits: 0.0001);

    protected TestProbe Region { get; }

    protected LocalWriters Local { get; } = new();

    private protected ScriptedLog EventLog { get; } = new();

    protected Func<bool> Retires { get; set; } = () => false;

    protected IActorRef Writer(IActorRef? region = null, int live = 50_000, TimeSpan? longestStep = null) => Sys.ActorOf(ShardWriter.Props(new ShardWriterParts
    {
        Log = EventLog,
        Shop = Shop,
        Pane = Shops.Pane,
        Settings = new WriterSettings { From = From, LongestStep = longestStep ?? TimeSpan.MaxValue },
        LiveShoppers = live,
        Retires = _ => ValueTask.FromResult(Retires()),
        Region = () => region ?? Region,
        Time = Clock,
        Local = Local,
    }, shard: 0));

    /// <summary>The clock's call, obeyed or not when this returns.</summary>
    protected void Call(IActorRef writer, Timestamp horizon, CampaignList? campaigns = null)
    {
        writer.Tell(new Advance(0, horizon, campaigns ?? CampaignList.None), _clock);
        Settle(writer);
    }

    /// <summary>A writer that has committed the run's beginning.</summary>
    protected IActorRef Begun(IActorRef? region = null, int live = 50_000, TimeSpan? longestStep = null)
    {
        var writer = Writer(region, live, longestStep);
        Call(writer, From);
        Committed(writer);
        EventLog.Through.ShouldBe(From);
        return writer;
    }

    /// <summary>What it answered to the calls since this was last asked.</summary>
    protected List<Timestamp> Answers() => [.. Heard<ShardThrough>(_clock).Select(answer => answer.Through)];

    /// <summary>Waits until a commit has come back to it.</summary>
    protected void Committed(IActorRef writer)
    {
        _progress.ExpectMsg<ShardProgress>();
        Settle(writer);
    }

    /// <summary>Waits until the log's witness is told of something, in any order, and the writer has dealt with it.</summary>
    private protected void Sees(IActorRef writer, params LogEvent[] what)
    {
        var missing = what.ToHashSet();
        _log.FishForMessage<LogEvent>(seen => missing.Remove(seen) && missing.Count == 0);
        Settle(writer);
    }

    /// <summary>How often it has opened the log since this was last asked.</summary>
    protected int Openings() => Heard<LogEvent>(_log).Count(seen => seen == LogEvent.Opened);

    /// <summary>Who was asked through the region since this was last asked.</summary>
    protected List<WalkOf> Asked() => Heard<WalkOf>(Region);

    /// <summary>Who was asked directly since this was last asked.</summary>
    protected List<WalkOf> AskedDirectly() => [.. _shoppers.SelectMany(shopper => Heard<Walk>(shopper.Value).Select(walk => new WalkOf(shopper.Key, walk)))];

    protected TestProbe Shopper(int user) => _shoppers.TryGetValue(user, out var known) ? known : _shoppers[user] = CreateTestProbe($"shopper-{user}");

    /// <summary>What a shopper answers.</summary>
    protected Walked Answer(WalkOf asked)
    {
        var (shopper, events) = (new Shopper(Shop, asked.User), EventBuffer.Rent());
        shopper.Rebuild(asked.Walk.From, asked.Walk.Campaigns);
        while (shopper.Walk(asked.Walk.To, asked.Walk.Campaigns, events)) { }
        return new Walked(asked.Walk.Incarnation, asked.Walk.Step, asked.User, events, shopper.NextDue);
    }

    /// <summary>The shoppers answer, and the writer has taken it.</summary>
    protected void Answered(IActorRef writer, params IEnumerable<WalkOf> asked)
    {
        foreach (var walk in asked) writer.Tell(Answer(walk), Shopper(walk.User));
        Settle(writer);
    }

    /// <summary>Answers whoever is asked, in one way or the other, until all up to a moment is in the log.</summary>
    protected void AnswerAll(IActorRef writer, Timestamp through) => Repeat(until: () => EventLog.Through >= through, () =>
    {
        Answered(writer, [.. Asked(), .. AskedDirectly()]);
        if (EventLog.Through < through && _progress.ReceiveOne(TimeSpan.FromMilliseconds(5)) is not null) Settle(writer);
    });

    /// <summary>Calls it, and lets time pass, until all up to a moment is in the log: its shoppers answer by themselves.</summary>
    protected void CallUntil(IActorRef writer, Timestamp through, CampaignList? campaigns = null)
    {
        for (var patience = 2000; EventLog.Through is not { } reached || reached < through; patience--)
        {
            patience.ShouldBeGreaterThan(0);
            Call(writer, through, campaigns);
            _progress.ReceiveOne(TimeSpan.FromMilliseconds(1));
            Pass(TimeSpan.FromMilliseconds(200), writer);
        }
    }
}
