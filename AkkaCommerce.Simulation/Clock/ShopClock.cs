using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Journal;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Simulation.Shards;

namespace AkkaCommerce.Simulation.Clock;

/// <summary>
/// The shop's clock: the cluster's one. It persists how far it may go before it lets the writers go there, and dates campaigns. Whatever goes
/// wrong with its journal stops it: it comes back by its supervisor and recovers, which is never wrong.
/// </summary>
public sealed class ShopClock : UntypedPersistentActor, IWithTimers
{
    /// <summary>By which its entries are found in the journal.</summary>
    public const string JournalId = "shop-clock";

    /// <summary>Entries kept before the older ones are trimmed: each holds the whole state.</summary>
    private const int TrimEvery = 16;

    private static readonly TimeSpan PublishInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan JournalPatience = TimeSpan.FromSeconds(5);

    private readonly ShopClockParts _parts;
    private readonly ClockCore _core;
    private readonly IActorRef _region;
    private readonly CancellationTokenSource _stopped = new();
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly long _started;
    private TimeSpan? _published;
    private bool _reading;

    public ShopClock(ShopClockParts parts)
    {
        (_parts, _core, _region, _started) = (parts, new ClockCore(parts.Settings), parts.Region(), parts.Time.GetTimestamp());
    }

    public override string PersistenceId => JournalId;

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(ShopClockParts parts) => Akka.Actor.Props.Create<ShopClock>(parts);

    private TimeSpan Now => _parts.Time.GetElapsedTime(_started);

    protected override void OnRecover(object message)
    {
        if (message is ClockState entry) _core.Recover(entry);
        else if (message is RecoveryCompleted) Start();
    }

    protected override void OnCommand(object message)
    {
        switch (message)
        {
            case ClockTimer.Tick when !_parts.IsFinishing():
                Tick();
                break;
            case ShardThrough report:
                _core.Report(report.Shard, report.Through);
                break;
            case ClockTimer.Read when !_reading:
                _reading = true;
                _parts.Tables.ReadAsync(_stopped.Token).PipeTo(Self, success: reading => reading, failure: cause => new ReadFailed(cause));
                break;
            case ClockReading reading:
                Obey(reading);
                break;
            case ReadFailed failed:
                _reading = false;
                if (!_parts.Tables.IsSaid(failed.Cause)) _log.Warning(failed.Cause, "The clock cannot read its tables; it goes on with what it knows.");
                break;
            case Greatest greatest:
                Confirm(greatest.Number);
                break;
            case Status.Failure failed:
                if (!_parts.Tables.IsSaid(failed.Cause)) _log.Warning(failed.Cause, "The clock cannot ask its journal; it stops and recovers.");
                Context.Stop(Self);
                break;
        }
    }

    /// <summary>The number is taken, or the database is gone or full: it stops, and recovery looks.</summary>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        if (StoreIsFull.Of(cause) is { } full) Context.System.EventStream.Publish(full);
        if (!_parts.Tables.IsSaid(cause)) _log.Warning("The clock could not persist entry {0} and recovers: {1}", sequenceNr, cause.Message);
    }

    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        if (!_parts.Tables.IsSaid(reason)) base.OnRecoveryFailure(reason, message);
    }

    /// <summary>Not even tried: as with a failure, only a recovery tells what is in the journal.</summary>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        base.OnPersistRejected(cause, @event, sequenceNr);
        Context.Stop(Self);
    }

    protected override void PostStop()
    {
        _stopped.Cancel();
        _stopped.Dispose();
        base.PostStop();
    }

    private void Start()
    {
        Timers.StartPeriodicTimer(nameof(ClockTimer.Tick), ClockTimer.Tick, TimeSpan.Zero, _parts.TickInterval);
        Timers.StartPeriodicTimer(nameof(ClockTimer.Read), ClockTimer.Read, TimeSpan.Zero, _parts.ReadInterval);
    }

    private void Obey(ClockReading reading)
    {
        _reading = false;
        _core.Obey(reading.Until, reading.Retires);
        _core.Follow(reading.SlowestAnalyst);
        foreach (var command in reading.Commands) _core.Ask(command);
    }

    private void Tick()
    {
        var turn = _core.Tick(Now, Timestamp.From(_parts.Time.GetUtcNow()));
        if (turn.Horizon is { } horizon)
        {
            for (var shard = 0; shard < _parts.Settings.Shards; shard++) _region.Tell(new Advance(shard, horizon, turn.Campaigns), Self);
            Publish(horizon);
        }
        if (turn.Entry is { } entry) Persist(entry, Persisted);
    }

    /// <summary>In the journal; it counts once no greater number is there.</summary>
    private void Persisted(ClockState entry)
    {
        var journal = Persistence.Instance.Apply(Context.System).JournalFor(JournalPluginId);
        JournalTail.GreatestAsync(journal, PersistenceId, LastSequenceNr, JournalPatience).PipeTo(Self, success: number => new Greatest(number));
    }

    private void Confirm(long greatest)
    {
        if (greatest > LastSequenceNr)
        {
            _log.Warning("Another clock has written entry {0} of the journal, beyond {1}: this one stops.", greatest, LastSequenceNr);
            Context.Stop(Self);
            return;
        }
        _core.Confirmed();
        if (_core.State.Number % TrimEvery == 0) DeleteMessages(LastSequenceNr - 1);
    }

    private void Publish(Timestamp horizon)
    {
        var slowest = _core.Slowest;
        var done = slowest is { } through && _core.Until is { } until && through.Milliseconds + 1 >= until.Milliseconds;
        if (_published is { } last && Now - last < PublishInterval && !done) return;
        _published = Now;
        _parts.Tell(new ClockProgress(slowest, horizon, _core.Until, done));
    }

    private enum ClockTimer
    {
        Tick,
        Read,
    }

    private sealed record Greatest(long Number) : INoSerializationVerificationNeeded;

    private sealed record ReadFailed(Exception Cause) : INoSerializationVerificationNeeded;
}
