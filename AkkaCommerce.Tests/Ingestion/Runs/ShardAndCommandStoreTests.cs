using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Ingestion.Sql;

namespace AkkaCommerce.Tests.Ingestion.Runs;

public sealed class ShardAndCommandStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Commands_are_numbered_upwards_and_read_from_a_number_on()
    {
        var store = new CommandStore(await Open());
        var first = await store.AddAsync("campaign", """{"lift":2}""", new Timestamp(7), default);
        var second = await store.AddAsync("close", "{}", new Timestamp(8), default);

        (await store.AfterAsync(0, default)).ShouldBe([new Command(first, "campaign", """{"lift":2}""", new Timestamp(7)), new Command(second, "close", "{}", new Timestamp(8))]);
        (await store.AfterAsync(first, default)).ShouldHaveSingleItem().Id.ShouldBe(second);
    }

    [Fact]
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

    private Task<SqlDatabase> Open() => SqlDatabase.OpenAsync(_folder.File("akkacommerce.db"), [], TimeProvider.System, default);
}
