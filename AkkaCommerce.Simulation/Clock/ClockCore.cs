using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Simulation.Shards;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Simulation.Clock;

/// <summary>
/// The protocol of the shop's clock: how far the writers may go, and which campaigns hold. What it must not forget is a
/// <see cref="ClockState"/>, persisted before anything is granted that rests on it, one entry in flight. Not thread-safe.
/// </summary>
public sealed class ClockCore
{
    private readonly ClockSettings _settings;
    private readonly ProtocolMutation _broken;
    private readonly Timestamp?[] _reports;
    private readonly SortedDictionary<long, CampaignCommand> _commands = [];
    private readonly Queue<ClockState> _inFlight = new();
    private HashSet<long> _taken = [];
    private Timestamp _asked;
    private Timestamp? _target, _analysts;
    private TimeSpan _since;
    private bool _told, _retires;
    private CampaignList _list = CampaignList.None;

    public ClockCore(ClockSettings settings) : this(settings, ProtocolMutation.None) { }

    internal ClockCore(ClockSettings settings, ProtocolMutation broken)
    {
        (_settings, _broken, _reports) = (settings, broken, new Timestamp?[settings.Shards]);
        Recover(ClockState.At(settings.From));
    }

    /// <summary>What is confirmed.</summary>
    public ClockState State { get; private set; } = null!;

    /// <summary>Whether an entry is in flight: until it is confirmed, a tick does nothing.</summary>
    public bool IsBusy => _inFlight.Count > 0;

    /// <summary>What the slowest shard has committed; null before all have said it.</summary>
    public Timestamp? Slowest { get; private set; }

    /// <summary>Nothing is emitted at or after it: a pane's end; null: for ever, or not read yet.</summary>
    public Timestamp? Until { get; private set; }

    /// <summary>Begins a life with the newest entry of the journal: nothing that an earlier one knew besides counts.</summary>
    public void Recover(ClockState newest)
    {
        Array.Clear(_reports);
        _inFlight.Clear();
        _commands.Clear();
        (_target, Slowest) = (null, null);
        _taken = Broken(ProtocolMutation.Retake) ? _taken : [.. newest.Taken];
        _asked = newest.Mark;
        Take(newest);
    }

    /// <summary>A writer says what is committed.</summary>
    public void Report(int shard, Timestamp through)
    {
        if (_reports[shard] is { } known && known >= through) return;
        _reports[shard] = through;
        var slowest = Timestamp.Max;
        foreach (var report in _reports)
        {
            if (report is not { } value) return;
            slowest = Timestamp.Earlier(slowest, value);
        }
        Slowest = slowest;
    }

    /// <summary>A command's row was read; reading it again, or after it was taken up, changes nothing.</summary>
    public void Ask(CampaignCommand command)
    {
        if (!_taken.Contains(command.Id)) _commands.TryAdd(command.Id, command);
    }

    /// <summary>The run's record was read: until only grows (null: for ever), and a simulation that retires grants nothing any more.</summary>
    public void Obey(Timestamp? until, bool retires)
    {
        _told = true;
        Until = until is { } end ? end.RoundedUpTo(_settings.Pane) : null;
        _retires |= retires;
    }

    /// <summary>What the slowest living analyst has closed through; null: none lives, or not all are heard of.</summary>
    public void Follow(Timestamp? slowestAnalyst) => _analysts = slowestAnalyst;

    /// <summary>Time passes. Nothing happens before the run's record was read.</summary>
    /// <param name="now">The monotonic clock.</param>
    /// <param name="wall">The wall clock: what live means.</param>
    public ClockTurn Tick(TimeSpan now, Timestamp wall)
    {
        if (!_told || IsBusy && !Broken(ProtocolMutation.Pipelined | ProtocolMutation.Unconfirmed)) return default;
        if (TakeUp() is { } taken) return new ClockTurn(taken, null, _list);
        var target = _settings.From;
        if (Target(now, wall) is { } wanted) target = Until is { } until ? Timestamp.Earlier(wanted, new Timestamp(until.Milliseconds - 1)) : wanted;
        target = Timestamp.Later(target, _settings.From);
        var entry = target + _settings.Stride / 2 > _asked && Reach(target) is var reach && reach > _asked && !(IsBusy && Broken(ProtocolMutation.Unconfirmed)) ? Extend(reach) : null;
        if (_retires) return new ClockTurn(entry, null, _list);
        return new ClockTurn(entry, Timestamp.Earlier(target, Broken(ProtocolMutation.Unconfirmed) ? _asked : State.Mark), Listed(target));
    }

    /// <summary>The oldest entry in flight is in the journal, and none after it that is not ours.</summary>
    public void Confirmed() => Take(_inFlight.Dequeue());

    private void Take(ClockState state)
    {
        State = state;
        _list = new CampaignList(state.Number, state.Campaigns);
    }

    /// <summary>
    /// How far the shop should be. Last is the greatest committed through reported; before any report nothing is known, and writers are only
    /// woken.
    /// </summary>
    private Timestamp? Target(TimeSpan now, Timestamp wall)
    {
        var last = Timestamp.Min;
        foreach (var report in _reports)
            if (report is { } through)
                last = Timestamp.Later(last, through);
        if (last == Timestamp.Min) return null;
        if (_settings.Speed.IsMax) return Bounded();
        // A live shop whose beginning is still to come waits for it: else it would be that far ahead of the present for ever.
        if (_settings.Speed.IsLive && last <= _settings.From && wall < _settings.From) return _settings.From;
        if (_target is not { } target || last > target) (target, _since) = (last, now);
        var passed = (long)((now - _since).TotalMilliseconds * _settings.Speed.Factor);
        _target = new Timestamp(target.Milliseconds + passed);
        _since += TimeSpan.FromMilliseconds(passed / _settings.Speed.Factor);
        if (_settings.Speed.IsLive && wall > _target) _target = wall;
        return _target;
    }

    private Timestamp Bounded()
    {
        var slowest = Slowest ?? _settings.From;
        if (_analysts is { } analysts) slowest = Timestamp.Earlier(slowest, Timestamp.Later(analysts, _settings.From));
        var bound = Math.Max(_settings.Bound.Ticks, 2 * _settings.Pane.Ticks);
        return slowest + TimeSpan.FromTicks(bound);
    }

    /// <summary>
    /// Dates what was asked for. It holds after the greatest mark asked for, confirmed or not: no shard can have passed that.
    /// </summary>
    private ClockState? TakeUp()
    {
        if (Broken(ProtocolMutation.Cursor))
            foreach (var id in _commands.Keys.Where(id => _taken.Any(taken => taken > id)).ToArray())
                _commands.Remove(id);
        if (_commands.Count == 0) return null;
        var after = Broken(ProtocolMutation.ConfirmedMark) ? State.Mark : Broken(ProtocolMutation.BeforeMark) ? State.Mark - _settings.Stride / 2 : _asked;
        var campaigns = _commands.Values.Select(command => command.Dated(after));
        foreach (var id in _commands.Keys) _taken.Add(id);
        var newest = Newest;
        var entry = Persist(newest with
        {
            Campaigns = Kept(newest).Concat(campaigns).ToArray(),
            Taken = newest.Taken.Concat(_commands.Keys).Order().ToArray(),
            Dated = [.. newest.Dated ?? [], .. _commands.Keys.Select(id => new Dating(id, after))],
        });
        _commands.Clear();
        return entry;
    }

    /// <summary>
    /// The mark to ask for next: a stride on, and never beyond the end, for nothing is granted there. So what is asked for when the shop has ended holds from its
    /// end on, should that be moved.
    /// </summary>
    private Timestamp Reach(Timestamp target)
    {
        var reach = Timestamp.Later(_asked, target) + _settings.Stride;
        return Until is { } until ? Timestamp.Later(_asked, Timestamp.Earlier(reach, new Timestamp(until.Milliseconds - 1))) : reach;
    }

    private ClockState Extend(Timestamp mark)
    {
        _asked = mark;
        return Persist(Newest with { Mark = _asked, Campaigns = Kept(Newest).ToArray() });
    }

    private ClockState Newest => _inFlight.Count > 0 ? _inFlight.Last() : State;

    private ClockState Persist(ClockState entry)
    {
        entry = entry with { Number = entry.Number + 1 };
        _inFlight.Enqueue(entry);
        return entry;
    }

    /// <summary>A rebuild is as of what a shard has committed: a campaign that ended a look-back before the slowest is needed no more.</summary>
    private IEnumerable<Campaign> Kept(ClockState state) =>
        Slowest is { } slowest ? state.Campaigns.Where(c => c.After + c.Length > slowest - _settings.LookBack) : state.Campaigns;

    private CampaignList Listed(Timestamp horizon) =>
        Broken(ProtocolMutation.TrimmedList) ? new CampaignList(_list.Number, [.. _list.Campaigns.Where(c => c.After + c.Length > horizon)]) : _list;

    private bool Broken(ProtocolMutation rule) => (_broken & rule) != 0;
}
