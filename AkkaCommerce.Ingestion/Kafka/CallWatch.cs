namespace AkkaCommerce.Ingestion.Kafka;

/// <summary>A watchdog for one thread's blocking calls: says so when one does not come back within twice its own limit.</summary>
internal sealed class CallWatch : IDisposable
{
    private readonly ITimer _timer;
    private readonly Action<string> _hangs;
    private string? _what;

    /// <param name="hangs">Called, on another thread, with what hangs.</param>
    public CallWatch(TimeProvider time, Action<string> hangs)
    {
        _hangs = hangs;
        _timer = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether a call was found hanging; it may come back later.</summary>
    public bool Hangs { get; private set; }

    public Call Begin(string what, TimeSpan limit)
    {
        Volatile.Write(ref _what, what);
        _timer.Change(limit, Timeout.InfiniteTimeSpan);
        return new Call(this);
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        if (Interlocked.Exchange(ref _what, null) is not { } what) return;
        Hangs = true;
        _hangs(what);
    }

    internal readonly struct Call(CallWatch watch) : IDisposable
    {
        public void Dispose()
        {
            Volatile.Write(ref watch._what, null);
            watch._timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
