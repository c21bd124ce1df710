using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Ingestion.Kafka;

/// <summary>Whether Kafka answers: said once when it does not any more, and once when it does again, whoever notices.</summary>
internal sealed partial class KafkaHealth(string servers, TimeProvider time, ILogger logger)
{
    private readonly Lock _gate = new();
    private long _since;
    private volatile string? _reason;

    /// <summary>Why Kafka is away; null: it is not, as far as anyone knows.</summary>
    public string? Reason => _reason;

    public void Failed(string reason)
    {
        lock (_gate)
        {
            if (_reason is not null) return;
            (_reason, _since) = (reason, time.GetTimestamp());
            Away(logger, servers, reason);
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
            Back(logger, servers, seconds);
        }
    }

    [LoggerMessage(EventId = 1141, Level = LogLevel.Warning, Message = "Kafka at {Servers} does not answer ({Reason}): what needs it waits, and goes on when it is back")]
    private static partial void Away(ILogger logger, string servers, string reason);

    [LoggerMessage(EventId = 1142, Level = LogLevel.Information, Message = "Kafka at {Servers} answers again, after {Seconds} s")]
    private static partial void Back(ILogger logger, string servers, long seconds);
}
