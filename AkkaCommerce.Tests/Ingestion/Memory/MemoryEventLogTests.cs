using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Memory;
using AkkaCommerce.Tests.Ingestion.Log;

namespace AkkaCommerce.Tests.Ingestion.Memory;

[LogUnderTest(LogAbilities.Retains | LogAbilities.CountsRecords)]
public sealed class MemoryEventLogTests : EventLogCompliance
{
    protected override IEventLog Open(int shards, Retention? retention, IRetentionFloor? floor) =>
        new MemoryEventLog(new MemoryLogOptions { Shards = shards, Retention = retention }, Time, floor);
}
