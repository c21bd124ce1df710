using AkkaCommerce.Tests.Ingestion.Kafka;

namespace AkkaCommerce.Tests.Node.Processes;

/// <summary>A data folder, topics of its own on the Kafka under test, and the program's commands on them.</summary>
public abstract class KafkaShop : IDisposable
{
    private protected static readonly string[] AnHour = ["--from", "2025-09-07T12:00:00Z", "--until", "+1h", "--shoppers", "2000", "--shards", "4"];

    private readonly Lazy<TestTopics> _topics = new(() => new TestTopics());

    private protected TestTopics Topics => _topics.Value;

    protected string Folder { get; } = Directory.CreateTempSubdirectory("akkacommerce-kafka-").FullName;

    public void Dispose()
    {
        if (_topics.IsValueCreated) Topics.Dispose();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected static string[] Arguments(params string[] command) => [.. command, "--log", "kafka", "--bootstrap", TestKafka.Servers!];

    private string[] WithTopics(string[] command) => [.. Arguments(command), "--topic-prefix", Topics.Prefix];

    private protected Task<ProgramResult> RunAsync(params string[] command) => ProgramProcess.RunAsync(Folder, WithTopics(command));

    private protected ProgramProcess Start(string[] command) => ProgramProcess.Start(Folder, WithTopics(command));

    private protected static string[] Sorted(ProgramResult result) => [.. result.Lines.Order(StringComparer.Ordinal)];
}
