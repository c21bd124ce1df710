namespace AkkaCommerce.Ingestion.Log;

/// <summary>
/// Whether a server answers: said once when it does not any more, and once when it does again, whoever notices. While others take over from a server that
/// is lost, some questions are answered and some are not: that it answers again is said when it has done so for a while, and until then it is one outage.
/// </summary>
internal abstract class ServerHealth
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly ITimer _settled;
    private long _since, _failed, _back;
    private bool _isSaid;
    private volatile string? _reason;

    protected ServerHealth(TimeProvider time) => (_time, _settled) = (time, time.CreateTimer(_ => Settled(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));

    /// <summary>Why it is away; null: it is not, as far as anyone knows.</summary>
    public string? Reason => _reason;

    public void Failed(string reason)
    {
        lock (_gate)
        {
            if (_reason is not null) return;
            (_reason, _failed) = (reason, _time.GetTimestamp());
            if (_isSaid) return;
            (_isSaid, _since) = (true, _failed);
            SayAway(reason);
        }
    }

    /// <param name="asked">When what was answered was asked, by the monotonic clock: an answer to what was asked before says nothing.</param>
    public void Worked(long asked)
    {
        if (_reason is null) return;
        lock (_gate)
        {
            if (_reason is null || asked < _failed) return;
            (_reason, _back) = (null, _time.GetTimestamp());
            _settled.Change(Settling, Timeout.InfiniteTimeSpan);
        }
    }

    protected abstract void SayAway(string reason);

    protected abstract void SayBack(long seconds);

    private void Settled()
    {
        lock (_gate)
        {
            if (_reason is not null || !_isSaid) return;
            var left = Settling - _time.GetElapsedTime(_back);
            if (left > TimeSpan.Zero)
            {
                // A timer goes by a coarser clock and may come a little early; it may also have been set before the server was away once more.
                _settled.Change(left + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
                return;
            }
            _isSaid = false;
            SayBack((long)_time.GetElapsedTime(_since, _back).TotalSeconds);
        }
    }
}
