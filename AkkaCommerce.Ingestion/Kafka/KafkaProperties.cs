using AkkaCommerce.Ingestion.Kafka.Native;

namespace AkkaCommerce.Ingestion.Kafka;

/// <summary>Which properties of librdkafka may be passed through. What exactly-once rests on is set here, and is nobody else's.</summary>
public static class KafkaProperties
{
    private static readonly string[] Ours =
    [
        "bootstrap.servers", "metadata.broker.list", "group.id", "group.instance.id", "group.protocol", "transactional.id", "transaction.timeout.ms", "enable.idempotence",
        "enable.gapless.guarantee", "acks", "request.required.acks", "isolation.level", "enable.auto.commit", "enable.auto.offset.store", "auto.commit.enable",
        "auto.offset.reset", "enable.partition.eof", "message.timeout.ms", "delivery.timeout.ms", "partitioner", "log.queue",
    ];

    private static readonly string[] Secrets =
        ["sasl.password", "sasl.oauthbearer.client.secret", "sasl.oauthbearer.config", "ssl.key.password", "ssl.key.pem", "ssl.keystore.password", "sasl.oauthbearer.client.credentials.client.secret"];

    /// <summary>What the library does not name as long as it is not set.</summary>
    private static readonly string[] Unset =
        ["sasl.username", "sasl.mechanism", "sasl.mechanisms", "ssl.ca.location", "ssl.ca.pem", "ssl.certificate.location", "ssl.certificate.pem", "ssl.key.location", "ssl.keystore.location", "client.rack", "debug"];

    /// <summary>Whether its value is never to be seen.</summary>
    public static bool IsSecret(string name) =>
        Secrets.Contains(name) || name.Contains("password", StringComparison.Ordinal) || name.Contains("secret", StringComparison.Ordinal) || name.Contains("passphrase", StringComparison.Ordinal);

    /// <summary>What is wrong with a property, without its value; null: nothing.</summary>
    public static unsafe string? Problem(string name, string value)
    {
        if (Ours.Contains(name)) return "is set by the program: exactly once rests on it";
        KafkaLibrary.EnsureLoaded();
        var configuration = Librdkafka.NewConfiguration();
        try
        {
            var error = stackalloc byte[512];
            return Librdkafka.Set(configuration, name, value, error, 512) switch
            {
                0 => null,
                -2 => "is no property of librdkafka that can be set as text",
                _ => "has a value that librdkafka does not take",
            };
        }
        finally
        {
            Librdkafka.DestroyConfiguration(configuration);
        }
    }

    /// <summary>The names of the properties that may be set, for whoever has mistyped one.</summary>
    public static unsafe IReadOnlyList<string> Names()
    {
        KafkaLibrary.EnsureLoaded();
        var configuration = Librdkafka.NewConfiguration();
        nuint count = 0;
        var dump = Librdkafka.Dump(configuration, &count);
        var names = new List<string>();
        for (nuint i = 0; i < count; i += 2) names.Add(NativeText.Read(dump[i]));
        Librdkafka.FreeDump(dump, count);
        Librdkafka.DestroyConfiguration(configuration);
        return [.. names.Union(Secrets).Union(Unset).Except(Ours)];
    }
}
