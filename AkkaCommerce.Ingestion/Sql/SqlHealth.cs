using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Ingestion.Sql;

/// <summary>Whether the database answers: said once when it does not any more, and once when it does again, whoever notices.</summary>
/// <param name="name">The database's, for a person.</param>
internal sealed partial class SqlHealth(string name, TimeProvider time, ILogger logger)
{
    private readonly Lock _gate = new();
    private long _since;
    private volatile string? _reason;
    private int _looking;

    /// <summary>That the database does not answer, and why; null: it is not, as far as anyone knows.</summary>
    public string? Reason => _reason;

    /// <summary>Whether one may look whether it is back: one at a time, who says when it is done.</summary>
    public bool TryLook() => Interlocked.CompareExchange(ref _looking, 1, 0) == 0;

    public void Looked() => Volatile.Write(ref _looking, 0);

    public void Failed(string reason)
    {
        lock (_gate)
        {
            if (_reason is not null) return;
            (_reason, _since) = (reason, time.GetTimestamp());
            Away(logger, reason);
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
            var seconds = (long)time.GetElapsedTime(_since).TotalSeconds;
            Back(logger, name, seconds);
        }
    }

    [LoggerMessage(EventId = 1151, Level = LogLevel.Warning, Message = "{Reason}: what needs it waits, and goes on when it is back")]
    private static partial void Away(ILogger logger, string reason);

    [LoggerMessage(EventId = 1152, Level = LogLevel.Information, Message = "PostgreSQL at {Name} answers again, after {Seconds} s")]
    private static partial void Back(ILogger logger, string name, long seconds);
}
