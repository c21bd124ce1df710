using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Simulation.Shards;

/// <summary>
/// The protocol of a shard's writer: opens the log, rebuilds who is due when, gathers one step while the one before it commits, asks again what
/// is not answered, gives way when fenced. An <em>incarnation</em> begins with each opening: nothing of an older one counts. Moments are those
/// of a monotonic clock. Not thread-safe.
/// </summary>
/// <typeparam name="TAddress">How a living shopper is reached.</typeparam>
public sealed class WriterCore<TAddress> where TAddress : class
{
    private readonly ShardSimulation _shard;
    private readonly WriterSettings _settings;
    private readonly IWriterShell<TAddress> _shell;
    private readonly ProtocolMutation _broken;
    private readonly LiveShoppers<TAddress> _live = new();

    private long _incarnation, _number;
    private long _step;
    private Advance? _advance;
    private Walk? _walk;
    private ShardBatch? _ready;
    private bool _committing;
    private int _answers;
    private TimeSpan _heard, _pause, _until, _beat;
    private int _fences, _failures;

    public WriterCore(ShardSimulation shard, WriterSettings settings, IWriterShell<TAddress> shell) : this(shard, settings, shell, ProtocolMutation.None) { }

    internal WriterCore(ShardSimulation shard, WriterSettings settings, IWriterShell<TAddress> shell, ProtocolMutation broken) =>
        (_shard, _settings, _shell, _broken) = (shard, settings, shell, broken);

    public WriterState State { get; private set; }

    /// <summary>All that is due up to here is committed; null before this incarnation knows.</summary>
    public Timestamp? Through { get; private set; }

    /// <summary>How many shoppers are held awake.</summary>
    public int Live => _live.Count;

    /// <summary>Whether this incarnation is the one that lives.</summary>
    public bool IsCurrent(long incarnation) => incarnation == _incarnation;

    /// <summary>Whether it waits for the log to be opened for this incarnation.</summary>
    public bool IsOpening(long incarnation) => IsCurrent(incarnation) && State == WriterState.Opening;

    /// <summary>Told to finish, and nothing is left to commit.</summary>
    public bool IsFinished => State == WriterState.Finishing && !_committing && _ready is null;

    /// <summary>The clock's call. The answer to it is what is committed through, once that is known.</summary>
    public Timestamp? Obey(Advance advance, TimeSpan now)
    {
        if (State is WriterState.Fenced or WriterState.Retired or WriterState.Finishing) return null;
        _advance = Newer(advance);
        if (State == WriterState.Idle) Open();
        else if (State == WriterState.Rebuilding) Rebuild(now);
        else if (State == WriterState.Ready) Go(now);
        return Through;
    }

    /// <summary>The log is open for this incarnation.</summary>
    /// <param name="through">The last progress committed; null: there never was one.</param>
    /// <param name="retires">Whether, read after opening, the simulation retires.</param>
    public void Opened(long incarnation, Timestamp? through, bool retires, TimeSpan now)
    {
        if (!IsOpening(incarnation)) return;
        if (retires)
        {
            Drop(WriterState.Retired);
            return;
        }
        State = WriterState.Rebuilding;
        Through = through;
        if (through is null) Commit(new ShardBatch(++_number, new Progress(_settings.From)));
        else Rebuild(now);
    }

    /// <summary>The batch handed to the log is committed.</summary>
    public void Committed(long incarnation, Timestamp through, TimeSpan now)
    {
        if (!IsCurrent(incarnation) || !_committing) return;
        (_committing, _fences, _failures) = (false, 0, 0);
        Through = through;
        if (State == WriterState.Rebuilding) Rebuild(now);
        else Go(now);
    }

    /// <summary>
    /// The log could not be opened, or failed with a batch whose outcome is unknown, or a newer writer has opened it. False where the log is of no use
    /// to this incarnation any more, so that nothing follows from it.
    /// </summary>
    public bool Failed(long incarnation, bool fenced, TimeSpan now)
    {
        if (!IsCurrent(incarnation) || State is not (WriterState.Opening or WriterState.Rebuilding or WriterState.Ready or WriterState.Finishing)) return false;
        var finishing = State == WriterState.Finishing;
        Drop(finishing ? WriterState.Finishing : fenced ? WriterState.Fenced : WriterState.Reopening);
        _until = now + (fenced ? Pause(WriterSettings.FencePause, WriterSettings.LongestFence, _fences++)
            : Pause(WriterSettings.ReopenPause, WriterSettings.LongestReopen, _failures++));
        return true;
    }

    /// <summary>A shopper's answer. Of another step or incarnation, or a second one: dropped, its buffer left to the collector.</summary>
    public void Walked(Walked answer, TAddress from, TimeSpan now)
    {
        if (_walk is not { } walk || State != WriterState.Ready || !IsOurs(answer, walk)) return;
        var taken = _shard.Accept(answer.User, answer.Events, answer.NextDue);
        if (!taken && !Broken(ProtocolMutation.Twice)) return;
        _answers++;
        _heard = now;
        _live.Touch(answer.User, from);
        if (IsGathered()) Gathered(now);
    }

    /// <summary>Time passes: called some times a second.</summary>
    public void Tick(TimeSpan now)
    {
        if (State == WriterState.Reopening && now >= _until) Open();
        else if (State == WriterState.Fenced && now >= _until) State = WriterState.Idle;
        else if (State == WriterState.Ready && _walk is { } walk && now - _heard >= _pause) AskAgain(walk, now);
        if (Broken(ProtocolMutation.Below)) CommitBelow(now);
    }

    /// <summary>The shard moves or the node stops: drops the step that is not gathered, lets the rest be committed.</summary>
    public void Finish()
    {
        if (State == WriterState.Finishing) return;
        var ready = State == WriterState.Ready;
        State = WriterState.Finishing;
        AbandonStep();
        if (!ready && !_committing) _shell.Close(_incarnation);
    }

    private void Open()
    {
        _incarnation = _shell.NextIncarnation();
        State = WriterState.Opening;
        _shell.Open(_incarnation);
    }

    /// <summary>Takes horizon and list together, and never goes back in either.</summary>
    private Advance Newer(Advance advance)
    {
        if (_advance is not { } old) return advance;
        if (Broken(ProtocolMutation.ListAlone)) return advance with { Horizon = Timestamp.Later(advance.Horizon, old.Horizon) };
        return advance.Campaigns.Number >= old.Campaigns.Number && advance.Horizon >= old.Horizon ? advance : old;
    }

    /// <summary>An Advance below the progress may lack a campaign that was already walked with: until another comes, only answers are given.</summary>
    private void Rebuild(TimeSpan now)
    {
        if (_advance is not { } advance || Through is not { } through || _committing) return;
        if (advance.Horizon < through && !Broken(ProtocolMutation.StaleList | ProtocolMutation.Below)) return;
        _shard.Rebuild(through, advance.Campaigns);
        State = WriterState.Ready;
        _step = Broken(ProtocolMutation.SameSteps) ? 0 : _step;
        _beat = now;
        Go(now);
    }

    /// <summary>Hands over what is gathered when the log is free, and gathers the next step meanwhile.</summary>
    private void Go(TimeSpan now)
    {
        if (_ready is { } ready && !_committing)
        {
            _ready = null;
            Commit(ready);
        }
        if (State != WriterState.Ready || _walk is not null || _ready is not null) return;
        var horizon = _advance!.Horizon;
        if (horizon - _shard.At > _settings.LongestStep) horizon = _shard.At + _settings.LongestStep;
        if (!_shard.Plan(horizon, out var step)) return;
        var walk = _walk = new Walk(_incarnation, ++_step, step.From, step.To, _advance.Campaigns);
        (_heard, _pause, _answers) = (now, WriterSettings.RepeatAfter, 0);
        foreach (var user in _shard.Due) _shell.Send(walk, user, _live.Find(user));
        if (IsGathered()) Gathered(now);
    }

    private void Gathered(TimeSpan now)
    {
        _walk = null;
        _ready = _shard.Complete(++_number);
        while (_live.Count > _settings.LiveShoppers && _live.TryForgetLongestAway(out var address)) _shell.Dismiss(address);
        Go(now);
    }

    private void AskAgain(Walk walk, TimeSpan now)
    {
        _heard = now;
        _pause = TimeSpan.FromTicks(Math.Min(2 * _pause.Ticks, 4 * WriterSettings.RepeatAfter.Ticks));
        foreach (var user in _shard.Due)
            if (_shard.IsWaitingFor(user))
                _shell.Send(walk, user, null);
    }

    private void Commit(ShardBatch batch)
    {
        _committing = true;
        _shell.Commit(_incarnation, batch);
    }

    /// <summary>Ends the incarnation: what was gathered and not yet handed over is dropped, who is awake is remembered.</summary>
    private void Drop(WriterState next)
    {
        var old = _incarnation;
        AbandonStep();
        if (!Broken(ProtocolMutation.KeepReady))
        {
            _ready?.Dispose();
            _ready = null;
        }
        (_committing, Through, _advance, State) = (false, null, null, next);
        _shell.Close(old);
    }

    private void AbandonStep()
    {
        if (_walk is null) return;
        _walk = null;
        _shard.Abandon();
    }

    private TimeSpan Pause(TimeSpan first, TimeSpan longest, int times)
    {
        var full = Math.Min(longest.Ticks, first.Ticks << Math.Min(times, 8));
        var jitter = (long)((ulong)_incarnation * 0x9E37_79B9_7F4A_7C15 >> 33) % 400;
        return TimeSpan.FromTicks(full / 1000 * (800 + jitter));
    }

    private bool IsOurs(Walked answer, Walk walk) =>
        Broken(ProtocolMutation.StaleWalked)
        || answer.Step == walk.Step && (answer.Incarnation == walk.Incarnation || Broken(ProtocolMutation.SameSteps));

    private bool IsGathered() => _shard.IsGathered || Broken(ProtocolMutation.Twice) && _answers >= _shard.Due.Length;

    private void CommitBelow(TimeSpan now)
    {
        if (State != WriterState.Ready || _walk is not null || _ready is not null || _committing || _advance!.Horizon >= _shard.At || now - _beat < TimeSpan.FromSeconds(1)) return;
        _beat = now;
        _shard.Rebuild(_advance.Horizon, _advance.Campaigns);
        Commit(new ShardBatch(++_number, new Progress(_advance.Horizon)));
    }

    private bool Broken(ProtocolMutation rule) => (_broken & rule) != 0;
}
