using AkkaCommerce.Ingestion.Log;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Ingestion.Kafka;

/// <summary>Whether Kafka answers.</summary>
internal sealed partial class KafkaHealth(string servers, TimeProvider time, ILogger logger) : ServerHealth(time)
{
    protected override void SayAway(string reason) => Away(logger, servers, reason);

    protected override void SayBack(long seconds) => Back(logger, servers, seconds);

    [LoggerMessage(EventId = 1141, Level = LogLevel.Warning, Message = "Kafka at {Servers} does not answer ({Reason}): what needs it waits, and goes on when it is back")]
    private static partial void Away(ILogger logger, string servers, string reason);

    [LoggerMessage(EventId = 1142, Level = LogLevel.Information, Message = "Kafka at {Servers} answers again, after {Seconds} s")]
    private static partial void Back(ILogger logger, string servers, long seconds);
}
