using Akka.Actor;
using Akka.Event;
using Akka.Streams;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Simulation.Shards;

/// <summary>
/// The writer of a shard: an entity beside the shoppers it walks. The protocol is its core's; here are its messages, its log and its timer.
/// It starts idle whenever it is (re)started: the clock's next call wakes it.
/// </summary>
public sealed class ShardWriter : UntypedActor, IWithTimers, IWriterShell<IActorRef>
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(200);

    private readonly ShardWriterParts _parts;
    private readonly int _shard;
    private readonly WriterCore<IActorRef> _core;
    private readonly IActorRef _region;
    private readonly CancellationTokenSource _stopped = new();
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly IMaterializer _materializer = Context.Materializer();
    private readonly long _started;
    private LogSink? _sink;

    public ShardWriter(ShardWriterParts parts, int shard)
    {
        (_parts, _shard, _started) = (parts, shard, parts.Time.GetTimestamp());
        var simulation = new ShardSimulation(parts.Shop, shard, parts.Log.Shards, parts.Pane);
        _core = new WriterCore<IActorRef>(simulation, parts.Settings with { LiveShoppers = simulation.ShareOf(parts.LiveShoppers) }, this);
        _region = parts.Region();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(ShardWriterParts parts, int shard) => Akka.Actor.Props.Create<ShardWriter>(parts, shard);

    private TimeSpan Now => _parts.Time.GetElapsedTime(_started);

    protected override void PreStart()
    {
        Timers.StartPeriodicTimer(Tick.Instance, Tick.Instance, TickInterval);
        _parts.Local.Add(Self);
    }

    protected override void OnReceive(object message)
    {
        if (_parts.Local.AreFinishing) _core.Finish();
        switch (message)
        {
            case Walked answer:
                _core.Walked(answer, Sender, Now);
                break;
            case Advance advance when !_parts.Local.AreFinishing:
                if (_core.Obey(advance, Now) is { } through) Sender.Tell(new ShardThrough(_shard, through), Self);
                break;
            case BatchCommitted batch:
                Committed(batch);
                break;
            case LogOpened opened:
                Opened(opened);
                break;
            case LogFailed failed:
                Failed(failed);
                break;
            case GivenWay { Retires: false }:
                _log.Warning("Another writer has opened shard {0}: this one gives way for a while.", _shard);
                break;
            case Tick:
                _core.Tick(Now);
                break;
            case Finish:
                _core.Finish();
                Timers.StartSingleTimer(nameof(Finish), PoisonPill.Instance, LocalWriters.Bound);
                // What it has is committed by nobody now; the next one makes it again.
                if (_parts.Log.Away is not null) Context.Stop(Self);
                break;
        }
        if (_core.IsFinished) Context.Stop(Self);
    }

    protected override void PostStop()
    {
        _stopped.Cancel();
        _stopped.Dispose();
        _parts.Local.Remove(Self);
        CloseLog();
    }

    long IWriterShell<IActorRef>.NextIncarnation() => ((long)Self.Path.Uid << 20) + _parts.Local.CountIncarnation();

    void IWriterShell<IActorRef>.Open(long incarnation) => OpenAsync(incarnation, _stopped.Token)
        .PipeTo(Self, success: opened => opened, failure: cause => new LogFailed(incarnation, cause));

    void IWriterShell<IActorRef>.Commit(long incarnation, ShardBatch batch) => _sink!.Write(batch);

    void IWriterShell<IActorRef>.Send(Walk walk, int user, IActorRef? address)
    {
        if (address is null) _region.Tell(new WalkOf(user, walk), Self);
        else address.Tell(walk, Self);
    }

    void IWriterShell<IActorRef>.Dismiss(IActorRef address) => address.Tell(Leave.Instance, Self);

    void IWriterShell<IActorRef>.Close(long incarnation) => CloseLog();

    /// <summary>Opening fences every older writer; only then the run's record is asked, so that none commits after the simulation retired.</summary>
    private async Task<LogOpened> OpenAsync(long incarnation, CancellationToken cancel)
    {
        var writer = await _parts.Log.OpenWriterAsync(_shard, Progress.Simulation, cancel);
        try
        {
            cancel.ThrowIfCancellationRequested();
            return new LogOpened(incarnation, writer, await _parts.Retires(cancel));
        }
        catch
        {
            _parts.Local.Close(writer);
            throw;
        }
    }

    private void Opened(LogOpened opened)
    {
        if (!_core.IsOpening(opened.Incarnation))
        {
            _parts.Local.Close(opened.Writer);
            return;
        }
        _sink = new LogSink(opened.Writer, opened.Incarnation, Self, _materializer);
        if (opened.Retires) _log.Info("The simulation retires: shard {0} writes nothing any more.", _shard);
        _core.Opened(opened.Incarnation, opened.Writer.Progress?.Through, opened.Retires, Now);
    }

    private void Committed(BatchCommitted batch)
    {
        var (progress, events) = (batch.Committed.Progress, batch.Committed.Events);
        Context.System.EventStream.Publish(new ShardProgress(_shard, progress.Through, events));
        _core.Committed(batch.Incarnation, progress.Through, Now);
    }

    private void Failed(LogFailed failed)
    {
        var fenced = failed.Cause is WriterFencedException;
        if (!_core.Failed(failed.Incarnation, fenced, Now)) return;
        if (StoreIsFull.Of(failed.Cause) is { } full) Context.System.EventStream.Publish(full);
        if (fenced) AskWhy();
        else if (failed.Cause is LogUnavailableException { IsSaid: true }) _log.Debug("The log of shard {0} failed: {1}", _shard, failed.Cause.Message);
        else _log.Warning("The log of shard {0} failed ({1}): it is opened again, and its last progress tells what went through.", _shard, failed.Cause.Message);
    }

    /// <summary>A simulation that retires opens every shard, which fences its writers: that is their end as it should be, and said once they have read it.</summary>
    private void AskWhy() => _parts.Retires(_stopped.Token).PipeTo(Self, success: retires => new GivenWay(retires), failure: _ => new GivenWay(Retires: false));

    private void CloseLog()
    {
        if (_sink is not { } sink) return;
        _sink = null;
        sink.Complete();
        _parts.Local.Close(sink.Writer);
    }

    /// <summary>Fenced: by the simulation's end, or by another writer.</summary>
    private sealed record GivenWay(bool Retires) : INoSerializationVerificationNeeded;

    private sealed record Tick : INoSerializationVerificationNeeded
    {
        public static Tick Instance { get; } = new();
    }
}
