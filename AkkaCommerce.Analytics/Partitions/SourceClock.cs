using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;

namespace AkkaCommerce.Analytics.Partitions;

/// <summary>
/// The sources of a shard, and the time c up to which they let it close: the simulation by its progress, all other records by their newest time
/// and their silence, the other shards where there is nothing else. All times in milliseconds; "below c everything is here".
/// </summary>
internal sealed class SourceClock(long pane, int window, long lateness, long silence, TopicBuffer[] buffers, AnalysisMutation mutation)
{
    /// <summary>Before every time; leaves room to add and subtract.</summary>
    public const long Never = -(1L << 60);

    private const int Events = Topics.EventTopics;

    private readonly long[] _newestForeign = Filled();
    private readonly long[] _newestAny = Filled();
    private readonly long[] _newestAppend = Filled();
    private readonly long[] _newestOwn = Filled();
    private readonly long[] _exempt = Filled();
    private readonly long[] _endsComplete = Filled();
    private readonly long[] _endsTold = Filled();
    private EndsAsk? _ask;
    private EndsAsk? _slow;
    private Positions? _ends;
    private long _lastForeignAppend = Never;
    private long _greatestAppend = Never;
    private long _foreignBest = Never;
    private long? _quietSince;
    private long? _lonelySince;
    private long _lonelyMark;
    private long _told = Never;
    private long _injected;

    /// <summary>c: it never goes back.</summary>
    public long Complete { get; private set; }

    /// <summary>The simulation's progress folded; <see cref="Never"/>: none.</summary>
    public long Progress { get; private set; } = Never;

    public SimulationRun? Run
    {
        get;
        set
        {
            field = value;
            _injected = value is null ? 0 : (long)value.Injected.GreatestDelay.TotalMilliseconds;
        }
    }

    /// <summary>The greatest pane of an event in time; negative: none.</summary>
    public long GreatestPane { get; set; } = -1;

    /// <summary>The greatest pane of a foreign event in time; negative: none.</summary>
    public long GreatestForeignPane { get; set; } = -1;

    /// <summary>Who held c back when it was last looked at.</summary>
    public string HeldBackBy { get; private set; } = "nothing";

    /// <summary>Takes up at what a journal says.</summary>
    public void Recover(long complete, long progress, long greatestPane) =>
        (Complete, Progress, GreatestPane) = (complete, progress, greatestPane);

    public void Told(long closedThrough) => _told = Math.Max(_told, closedThrough);

    // --- what is folded

    public void FoldedProgress(long through, long appended)
    {
        Progress = Math.Max(Progress, through);
        _greatestAppend = Math.Max(_greatestAppend, appended);
    }

    public void FoldedOther(long appended) => _greatestAppend = Math.Max(_greatestAppend, appended);

    public void FoldedOwn(int topic, long time, long appended)
    {
        FoldedAny(topic, time, appended);
        if (time > _newestOwn[topic]) _newestOwn[topic] = time;
    }

    public void FoldedForeign(int topic, long time, long appended)
    {
        FoldedAny(topic, time, appended);
        (_quietSince, _lonelySince) = (null, null);
        _newestForeign[topic] = Math.Max(_newestForeign[topic], time);
        _lastForeignAppend = appended;
    }

    /// <param name="time">Null: it could not be read.</param>
    public void FoldedDead(int topic, long? time, long appended)
    {
        FoldedAny(topic, time ?? Never, appended);
        (_quietSince, _lonelySince) = (null, null);
    }

    private void FoldedAny(int topic, long time, long appended)
    {
        if (appended > _greatestAppend) _greatestAppend = appended;
        if (time > _newestAny[topic]) _newestAny[topic] = time;
        _newestAppend[topic] = appended;
    }

    // --- ends: asked, answered, taken

    /// <summary>Whether an answer could tell something that is not known.</summary>
    public bool WantsEnds
    {
        get
        {
            if (_ask is { Ends: null }) return false;
            if (_quietSince is null) return true;
            for (var k = 0; k < Events; k++)
                if (_endsComplete[k] < Complete || _endsTold[k] < _told)
                    return true;
            return false;
        }
    }

    /// <summary>Asked again whenever the shell likes; one old question is kept until all topics have reached its answer.</summary>
    public void Ask()
    {
        if (_ask is { Ends: null }) return;
        _ask = new EndsAsk { Complete = Complete, Told = _told, Newest = (long[])_newestForeign.Clone() };
    }

    public void Answered(in Positions ends)
    {
        if (_ask is not { Ends: null }) return;
        _ask.Ends = ends;
        _ends = ends;
        _slow ??= _ask;
    }

    public void AskFailed()
    {
        if (_ask is { Ends: null }) _ask = null;
    }

    public void TakeEnds(long now)
    {
        if (_slow is not null) Take(_slow, now);
        if (_ask is not null && _ask != _slow) Take(_ask, now);
    }

    private void Take(EndsAsk ask, long now)
    {
        if (ask.Ends is not { } ends) return;
        var reached = 0;
        for (var k = 0; k < Events; k++)
        {
            if (buffers[k].Position < ends[k]) continue;
            reached++;
            _endsComplete[k] = Math.Max(_endsComplete[k], (mutation & AnalysisMutation.OldEnds) != 0 ? Complete : ask.Complete);
            _endsTold[k] = Math.Max(_endsTold[k], ask.Told);
            _exempt[k] = Math.Max(_exempt[k], NewestButOf(ask.Newest, k));
        }
        if (reached < Events) return;
        _quietSince ??= now;
        if (ask == _slow) _slow = null;
    }

    // --- c

    /// <summary>Moves c as far as the sources let it.</summary>
    /// <param name="open">The oldest open pane.</param>
    public void Move(long open, long now) => Complete = Math.Max(Complete, Bound(open, now));

    private long Bound(long open, long now)
    {
        var openFrom = open * pane;
        var foreign = Foreign(now);
        if (Run is { } run && IsOpen(run))
        {
            _lonelySince = null;
            var complete = Math.Max(Progress == Never ? Never : Progress + 1, run.From.Milliseconds);
            HeldBackBy = Ingestion.Log.Progress.Simulation;
            if (foreign is { Silent: false } other && other.Newest >= openFrom - silence && other.Newest < complete)
                (complete, HeldBackBy) = (other.Newest, "foreign");
            return complete;
        }
        HeldBackBy = "foreign";
        if (foreign is { Silent: false } alone) return alone.Newest;
        HeldBackBy = "nothing";
        var bound = Complete;
        if (Run is { } ended) bound = Math.Max(bound, Math.Max(Progress == Never ? Never : Progress + 1, ended.From.Milliseconds));
        if (foreign is { } silent && (mutation & AnalysisMutation.AloneGoesOn) == 0) bound = Math.Max(bound, silent.Newest);
        if ((mutation & AnalysisMutation.FollowUnheard) != 0 || EndsToldReach()) bound = Math.Max(bound, _told);
        if (_told > openFrom || (mutation & AnalysisMutation.NoElapsed) != 0)
        {
            if (_told > bound) HeldBackBy = "others";
            _lonelySince = null;
            return bound;
        }
        if (_lonelySince is null || bound > _lonelyMark + now - _lonelySince) (_lonelySince, _lonelyMark) = (now, bound);
        return Math.Max(bound, Math.Min(_lonelyMark + now - _lonelySince.Value, LastWindowEnd));
    }

    /// <summary>Whether the simulation still holds c: not retired, and not known to have reached `until`. Progress beyond it means that the record read is old.</summary>
    private bool IsOpen(SimulationRun run) =>
        !run.Retired && (run.Until is not { } until || Progress < until.Milliseconds - 1 || Progress > until.Milliseconds);

    /// <summary>The end of the last window that holds an event, <see cref="Never"/>: none. Elapsed time does not go beyond it.</summary>
    public long LastWindowEnd
    {
        get
        {
            var end = GreatestPane < 0 ? Never : (GreatestPane + window) * pane;
            if (Run is { Retired: false, Until: { } until } && (mutation & AnalysisMutation.BeyondUntil) == 0)
                end = Math.Max(Math.Min(end, until.Milliseconds), GreatestForeignPane < 0 ? Never : (GreatestForeignPane + window) * pane);
            return end;
        }
    }

    private (long Newest, bool Silent)? Foreign(long now)
    {
        if (_lastForeignAppend == Never) return null;
        var least = long.MaxValue;
        var greatest = Never;
        for (var k = 0; k < Events; k++)
        {
            greatest = Math.Max(greatest, _newestForeign[k]);
            if (_endsComplete[k] > Never && _exempt[k] >= NewestButOf(_newestForeign, k)) continue;
            least = Math.Min(least, _newestForeign[k] != Never ? _newestForeign[k] : _newestAny[k]);
        }
        var newest = least == long.MaxValue ? greatest : least;
        _foreignBest = Math.Max(_foreignBest, Math.Min(newest - lateness, _greatestAppend));
        return (_foreignBest, IsSilent(now));
    }

    private bool IsSilent(long now)
    {
        if (_quietSince is { } since && now - since >= silence) return true;
        var (any, all, atEndOrLater) = (false, true, true);
        for (var k = 0; k < Events; k++)
        {
            var later = _newestAppend[k] >= _lastForeignAppend + silence
                || !buffers[k].IsEmpty && buffers[k].Appended >= _lastForeignAppend + silence;
            any |= later;
            all &= later;
            atEndOrLater &= later || _ends is { } ends && _endsComplete[k] > Never && buffers[k].Position >= ends[k];
        }
        return (mutation & AnalysisMutation.SilentAtEndsOnly) != 0 ? _quietSince is not null && all : any && atEndOrLater;
    }

    private bool EndsToldReach()
    {
        foreach (var told in _endsTold)
            if (told < _told)
                return false;
        return true;
    }

    // --- evidence

    /// <summary>
    /// Below which time every topic is known to hold nothing more of the simulation: a record of it beyond (by as much as it writes records late on
    /// purpose) is folded there, or is the next to fold, or the topic is folded to its end as asked after c was known.
    /// </summary>
    /// <param name="slowest">The topic that knows least.</param>
    public long Evidence(out int slowest)
    {
        var least = long.MaxValue;
        slowest = -1;
        for (var k = 0; k < Events; k++)
        {
            var known = Math.Max(_newestOwn[k] == Never ? Never : _newestOwn[k] - _injected, _endsComplete[k]);
            if (!buffers[k].IsEmpty && buffers[k].IsHeadRead && buffers[k].IsOwn) known = Math.Max(known, buffers[k].Time - _injected);
            if ((mutation & AnalysisMutation.ReadIsEnough) != 0) known = Math.Max(known, ReadButNotFolded[k]);
            if (known < least) (least, slowest) = (known, k);
        }
        return least;
    }

    /// <summary>Of a mutation only: the newest of the simulation that is merely read.</summary>
    internal long[] ReadButNotFolded { get; } = Filled();

    private static long NewestButOf(long[] newest, int topic)
    {
        var result = Never;
        for (var k = 0; k < Events; k++)
            if (k != topic && newest[k] > result)
                result = newest[k];
        return result;
    }

    private static long[] Filled()
    {
        var values = new long[Events];
        Array.Fill(values, Never);
        return values;
    }
}
