namespace AkkaCommerce.Ingestion.Log;

/// <summary>Whether a server answers: said once when it does not any more, and once when it does again, whoever notices.</summary>
internal abstract class ServerHealth(TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _since;
    private volatile string? _reason;

    /// <summary>Why it is away; null: it is not, as far as anyone knows.</summary>
    public string? Reason => _reason;

    public void Failed(string reason)
    {
        lock (_gate)
        {
            if (_reason is not null) return;
            (_reason, _since) = (reason, time.GetTimestamp());
            SayAway(reason);
        }
    }

    /// <param name="asked">When what was answered was asked, by the monotonic clock: an answer to what was asked before says nothing.</param>
    public void Worked(long asked)
    {
        if (_reason is null) return;
        lock (_gate)
        {
            if (_reason is null || asked < _since) return;
            _reason = null;
            SayBack((long)time.GetElapsedTime(_since).TotalSeconds);
        }
    }

    protected abstract void SayAway(string reason);

    protected abstract void SayBack(long seconds);
}
