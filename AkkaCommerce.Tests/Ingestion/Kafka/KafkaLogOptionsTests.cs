using AkkaCommerce.Ingestion.Kafka;

namespace AkkaCommerce.Tests.Ingestion.Kafka;

public sealed class KafkaLogOptionsTests
{
    [Theory]
    [InlineData("localhost:9092", true)]
    [InlineData("a:1, b.example.com:65535,[::1]:9092", true)]
    [InlineData("", false)]
    [InlineData("localhost", false)]
    [InlineData("localhost:", false)]
    [InlineData("localhost:0", false)]
    [InlineData("localhost:65536", false)]
    [InlineData(":9092", false)]
    [InlineData("::1:9092", false)]
    [InlineData("a:1,,b:2", false)]
    [InlineData("http://a:1", false)]
    public void A_bootstrap_is_hosts_with_ports(string text, bool isValid) => BootstrapText.IsValid(text).ShouldBe(isValid);

    [Fact]
    public void What_does_not_fit_is_named_with_its_rule()
    {
        Message(new() { Bootstrap = "x" }).ShouldBe("Bootstrap is x: it must be HOST:PORT, several separated by commas");
        Message(new() { Bootstrap = "a:1", TopicPrefix = "a b" }).ShouldStartWith("TopicPrefix is a b: it must be letters, digits");
        Message(new() { Bootstrap = "a:1", Shards = 1025 }).ShouldBe("Shards is 1025: it must be 1 to 1024");
        Message(new() { Bootstrap = "a:1", Replication = 0 }).ShouldBe("Replication is 0: it must be 1 to 7");
        Message(new() { Bootstrap = "a:1", Patience = TimeSpan.Zero }).ShouldStartWith("Patience is 00:00:00");
        Message(new() { Bootstrap = "a:1", TransactionTimeout = TimeSpan.FromHours(1) }).ShouldStartWith("TransactionTimeout is 01:00:00");
        Message(new() { Bootstrap = "a:1", ReadAheadBytes = 1 }).ShouldBe("ReadAheadBytes is 1: it must be 8 MiB to 16 GiB");
        new KafkaLogOptions { Bootstrap = "a:1", Patience = Timeout.InfiniteTimeSpan }.Validate();

        static string Message(KafkaLogOptions options) => Should.Throw<ArgumentException>(options.Validate).Message;
    }

    [Theory]
    [InlineData("security.protocol", "SASL_SSL", null)]
    [InlineData("sasl.password", "p@ss=word", null)]
    [InlineData("security.protocol", "hunter2", "has a value that librdkafka does not take")]
    [InlineData("sasl.pasword", "hunter2", "is no property of librdkafka that can be set as text")]
    [InlineData("isolation.level", "read_uncommitted", "is set by the program: exactly once rests on it")]
    [InlineData("transactional.id", "hunter2", "is set by the program: exactly once rests on it")]
    public void Properties_pass_through_where_they_exist_and_are_not_ours(string name, string value, string? problem)
    {
        KafkaProperties.Problem(name, value).ShouldBe(problem);
        KafkaProperties.Names().Contains(name).ShouldBe(problem is null || problem.StartsWith("has a value", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sasl.password", true)]
    [InlineData("ssl.key.password", true)]
    [InlineData("sasl.oauthbearer.client.secret", true)]
    [InlineData("ssl.key.pem", true)]
    [InlineData("sasl.username", false)]
    public void Secrets_are_known(string name, bool isSecret) => KafkaProperties.IsSecret(name).ShouldBe(isSecret);
}
