using System.Net;
using System.Net.Sockets;
using AkkaCommerce.Ingestion.Kafka;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Tests.Ingestion.Kafka;

public sealed class KafkaConnectionTests
{
    [Fact]
    public async Task A_Kafka_that_is_not_there_fails_with_one_line_when_patience_ends()
    {
        var nobody = Nobody();

        var failure = await Should.ThrowAsync<LogUnavailableException>(() => KafkaEventLog.IdentifyAsync(new() { Bootstrap = nobody, Patience = TimeSpan.FromSeconds(1) }));

        failure.Message.ShouldMatch($@"^Kafka at {nobody}: asking for its topics: [^\n]+$");
    }

    [Fact]
    public async Task A_property_that_does_not_fit_is_named_and_its_value_is_not()
    {
        var refused = await Should.ThrowAsync<StoreRefusedException>(() => KafkaEventLog.IdentifyAsync(new()
        {
            Bootstrap = Nobody(),
            Properties = new Dictionary<string, string> { ["sasl.mechanism"] = "PLAIN", ["sasl.pasword"] = "hunter2" },
        }));

        refused.Message.ShouldBe("kafka property 'sasl.pasword' is no property of librdkafka that can be set as text");
    }

    /// <summary>An address at which nobody listens.</summary>
    private static string Nobody()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }
}
