using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Ingestion.Sql;
using AkkaCommerce.Tests.Ingestion.Sql;

namespace AkkaCommerce.Tests.Ingestion.Runs;

public abstract class ShardAndCommandStoreTests(SqlPlace place) : IDisposable
{
    public void Dispose()
    {
        place.Dispose();
        GC.SuppressFinalize(this);
    }

    [SqlFact]
    public async Task Commands_are_numbered_upwards_and_read_from_a_number_on()
    {
        var store = new CommandStore(await Open());
        var first = await store.AddAsync("campaign", """{"lift":2}""", new Timestamp(7), default);
        var second = await store.AddAsync("close", "{}", new Timestamp(8), default);

        (await store.AfterAsync(0, default)).ShouldBe([new Command(first, "campaign", """{"lift":2}""", new Timestamp(7)), new Command(second, "close", "{}", new Timestamp(8))]);
        (await store.AfterAsync(first, default)).ShouldHaveSingleItem().Id.ShouldBe(second);
    }

    [SqlFact]
    public async Task A_shards_newest_status_replaces_the_one_before()
    {
        var store = new ShardStore(await Open());
        Positions positions = default;
        positions[Topic.Purchases] = 17;
        var late = new ShardStatus(1, new Timestamp(20), new Timestamp(30), "simulation", positions, 4, new Timestamp(1000));
        await store.WriteAsync([new ShardStatus(0, null, null, "", default, 0, new Timestamp(900)), late with { Lag = 9 }], default);

        await store.WriteAsync([late], default);

        (await store.ReadAsync(default)).ShouldBe([new ShardStatus(0, null, null, "", default, 0, new Timestamp(900)), late]);
    }

    private Task<SqlDatabase> Open() => place.OpenAsync();
}

public sealed class SqliteShardAndCommandStoreTests() : ShardAndCommandStoreTests(new SqlitePlace());

[OnPostgres]
[Trait("Category", "Postgres")]
[Collection(nameof(OnePostgres))]
public sealed class PostgresShardAndCommandStoreTests() : ShardAndCommandStoreTests(new PostgresPlace());
