using System.Text.Json;
using System.Text.Json.Serialization;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Ingestion.Kafka;

/// <summary>
/// The log's name, in the topic that holds nothing else: the first record holds. Whoever finds none writes one, under a key of its own, so that
/// compaction leaves them all and their order.
/// </summary>
internal sealed record LogIdentity(string Identity, int Version)
{
    /// <summary>How the log is laid out: what a newer program may change.</summary>
    public const int CurrentVersion = 1;

    public static LogIdentity New() => new(Guid.NewGuid().ToString("N"), CurrentVersion);

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, LogIdentityJson.Default.LogIdentity);

    /// <exception cref="StoreRefusedException">It is none, or of a newer version.</exception>
    public static LogIdentity Read(ReadOnlySpan<byte> json, string topic, string servers)
    {
        try
        {
            if (JsonSerializer.Deserialize(json, LogIdentityJson.Default.LogIdentity) is { Identity.Length: > 0 } identity)
                return identity.Version <= CurrentVersion ? identity
                    : throw new StoreRefusedException($"the log at {servers} was written by a newer version of this program ({topic} says {identity.Version}, known is {CurrentVersion})");
        }
        catch (JsonException)
        {
            // Said below.
        }
        throw new StoreRefusedException($"the topic {topic} at {servers} is damaged: its first record does not name a log");
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LogIdentity))]
internal sealed partial class LogIdentityJson : JsonSerializerContext;
