using AkkaCommerce.Ingestion.Log;
using Confluent.Kafka;

namespace AkkaCommerce.Ingestion.Kafka;

/// <summary>What an error of Kafka's means to us.</summary>
internal static class KafkaTrouble
{
    /// <summary>Another has opened the same writer.</summary>
    public static bool IsFencing(ErrorCode code) => code is ErrorCode.Local_Fenced or ErrorCode.ProducerFenced or ErrorCode.InvalidProducerEpoch;

    /// <summary>Waiting does not help: somebody must do something.</summary>
    public static bool IsRefusal(ErrorCode code) => code is
        ErrorCode.TopicAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed or ErrorCode.GroupAuthorizationFailed or ErrorCode.TransactionalIdAuthorizationFailed
        or ErrorCode.SecurityDisabled or ErrorCode.UnsupportedVersion or ErrorCode.PolicyViolation or ErrorCode.InvalidReplicationFactor or ErrorCode.InvalidConfig
        or ErrorCode.InvalidTransactionTimeout or ErrorCode.TopicException or ErrorCode.Local_UnsupportedFeature or ErrorCode.Local_InvalidArg;

    /// <summary>In a line: the library's own words, which name the broker, or else the code's.</summary>
    public static string Text(Error error) => string.IsNullOrEmpty(error.Reason) ? error.Code.GetReason() : error.Reason.ReplaceLineEndings(" ");

    public static StoreRefusedException Refused(string servers, string what, Error error, Exception? inner = null) =>
        new($"Kafka at {servers} refuses: {what}: {Text(error)}", inner);
}
