using AkkaCommerce.Ingestion.Kafka;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Tests.Ingestion.Log;

namespace AkkaCommerce.Tests.Ingestion.Kafka;

/// <summary>The suite on a real Kafka. Its clock is the brokers' own, and what it removes and when is its own affair.</summary>
[Trait("Category", "Kafka")]
[Collection(nameof(OneKafka))]
[KafkaLog]
public sealed class KafkaEventLogTests : EventLogCompliance
{
    private readonly Lazy<TestTopics> _topics = new(() => new TestTopics());

    protected override IEventLog Open(int shards, Retention? retention, IRetentionFloor? floor)
    {
        var options = _topics.Value.Options(shards);
        var (identity, there) = KafkaEventLog.IdentifyAsync(options).GetAwaiter().GetResult();
        return new KafkaEventLog(options, identity, there);
    }

    protected override void Clean()
    {
        if (_topics.IsValueCreated) _topics.Value.Dispose();
    }

    /// <summary>Until the brokers' clock, which is this machine's, shows another millisecond.</summary>
    protected override async Task Pass(TimeSpan span)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        while (DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() <= now + 1) await Task.Yield();
    }

    private sealed class KafkaLogAttribute() : LogUnderTestAttribute(LogAbilities.IsShared)
    {
        public override string? Missing => TestKafka.Missing;
    }
}
