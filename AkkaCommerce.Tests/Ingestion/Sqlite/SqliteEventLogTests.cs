using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Sqlite;
using AkkaCommerce.Tests.Ingestion.Log;

namespace AkkaCommerce.Tests.Ingestion.Sqlite;

[LogUnderTest(LogAbilities.All)]
public sealed class SqliteEventLogTests : EventLogCompliance
{
    private readonly string _folder = Directory.CreateTempSubdirectory("log-").FullName;

    protected override IEventLog Open(int shards, Retention? retention, IRetentionFloor? floor) =>
        SqliteEventLog.Open(new SqliteLogOptions { Path = Path.Combine(_folder, "log.db"), Shards = shards, Retention = retention }, Time, floor);

    protected override void Clean() => Directory.Delete(_folder, recursive: true);
}
