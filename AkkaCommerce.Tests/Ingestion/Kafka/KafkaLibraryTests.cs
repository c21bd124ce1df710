using AkkaCommerce.Ingestion.Kafka;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Tests.Ingestion.Kafka;

public sealed class KafkaLibraryTests
{
    [Fact]
    public void The_package_s_library_is_found_and_is_the_one_that_Confluent_Kafka_uses()
    {
        KafkaLibrary.Version.ShouldBe("2.16.0");
        Confluent.Kafka.Library.VersionString.ShouldBe(KafkaLibrary.Version);
    }

    [Fact]
    public void An_older_library_is_refused_with_its_version() =>
        Should.Throw<StoreRefusedException>(() => KafkaLibrary.CheckVersion(0x02_00_02_ff, "2.0.2")).Message.ShouldStartWith("librdkafka 2.0.2 is too old for Kafka: 2.16.0 or newer");

    [Fact]
    public void A_newer_library_is_taken() => Should.NotThrow(() => KafkaLibrary.CheckVersion(0x03_00_00_ff, "3.0.0"));
}
