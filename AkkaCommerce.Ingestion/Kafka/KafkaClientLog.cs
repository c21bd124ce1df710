using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Ingestion.Kafka;

/// <summary>
/// What librdkafka says, into the program's log. Connections that fail and come back are the daily bread of a client, said once by
/// <see cref="KafkaHealth"/>; here they are for whoever looks closely.
/// </summary>
internal sealed partial class KafkaClientLog(ILogger logger)
{
    private const int LeastSevere = 7;

    /// <summary>Facilities that speak of connections, and of options that are another client's.</summary>
    private static readonly HashSet<string> Daily = ["FAIL", "ERROR", "CONFWARN", "GETPID", "TXNERR", "REQTMOUT", "BROKERUPDATE", "TERM", "TERMINATE", "LEADER", "PARTCNT", "CLUSTERID"];

    public void Write(LogMessage message) => Write((int)message.Level, message.Facility, message.Message);

    public void Write(int severity, string facility, string text)
    {
        var level = severity >= LeastSevere ? LogLevel.Trace : Daily.Contains(facility) || severity >= 5 ? LogLevel.Debug : LogLevel.Warning;
        if (logger.IsEnabled(level)) Said(logger, level, facility, text);
    }

    [LoggerMessage(EventId = 1143, Message = "librdkafka {Facility}: {Text}")]
    private static partial void Said(ILogger logger, LogLevel level, string facility, string text);
}
