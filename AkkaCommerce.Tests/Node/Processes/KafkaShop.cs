using AkkaCommerce.Tests.Ingestion.Kafka;

namespace AkkaCommerce.Tests.Node.Processes;

/// <summary>A shop with topics of its own on the Kafka under test.</summary>
public abstract class KafkaShop : ProgramShop
{
    private readonly Lazy<TestTopics> _topics = new(() => new TestTopics());

    private protected TestTopics Topics => _topics.Value;

    private protected override void DisposeStores()
    {
        if (_topics.IsValueCreated) Topics.Dispose();
    }

    protected static string[] Arguments(params string[] command) => [.. command, "--log", "kafka", "--bootstrap", TestKafka.Servers!];

    private protected override string[] WithStores(params string[] command) => [.. Arguments(command), "--topic-prefix", Topics.Prefix];
}
