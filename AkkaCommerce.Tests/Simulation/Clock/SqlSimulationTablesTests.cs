using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Ingestion.Sql;
using AkkaCommerce.Simulation.Clock;
using AkkaCommerce.Simulation.Shoppers;
using AkkaCommerce.Tests.Ingestion.Runs;
using Dapper;
using Microsoft.Extensions.Time.Testing;

namespace AkkaCommerce.Tests.Simulation.Clock;

/// <summary>What the clock reads of the tables that others write.</summary>
public sealed class SqlSimulationTablesTests : IDisposable
{
    private const int Shards = 2;

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeMilliseconds(Shops.Noon.Milliseconds));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_row_of_commands_that_appears_after_one_with_a_greater_id_is_read_too()
    {
        var database = await Open();
        var tables = Tables(database);
        Ask(database, 5);
        (await Read(tables)).Commands.Select(command => command.Id).ShouldBe([5]);

        Ask(database, 3);

        (await Read(tables)).Commands.Select(command => command.Id).ShouldBe([3, 5]);
    }

    [Fact]
    public async Task More_commands_than_are_read_at_once_are_read_all()
    {
        var database = await Open();
        Ask(database, [.. Enumerable.Range(1, CommandStore.Most + 1)]);

        (await Read(Tables(database))).Commands.Select(command => command.Id).ShouldBe(Enumerable.Range(1, CommandStore.Most + 1).Select(id => (long)id));
    }

    [Fact]
    public async Task A_command_that_is_no_campaign_is_left_to_whoever_knows_it()
    {
        var database = await Open();
        Ask(database, 1);
        await new CommandStore(database).AddAsync("lift", "not JSON", Shops.Noon, default);
        await new CommandStore(database).AddAsync("dance", "{}", Shops.Noon, default);

        (await Read(Tables(database))).Commands.ShouldBe([new CampaignCommand(1, CampaignKind.CloseShop, TimeSpan.FromSeconds(60))]);
    }

    [Fact]
    public async Task Analysts_hold_the_clock_only_where_every_shard_has_a_fresh_row()
    {
        var database = await Open();
        var (tables, shards) = (Tables(database), new ShardStore(database));
        await shards.WriteAsync([Closed(0, minutes: 6)], default);
        (await Read(tables)).SlowestAnalyst.ShouldBeNull();

        await PassAsync(shards, Closed(0, minutes: 7), Closed(1, minutes: 3));
        (await Read(tables)).SlowestAnalyst.ShouldBeNull();
        await PassAsync(shards, Closed(0, minutes: 8), Closed(1, minutes: 4));
        (await Read(tables)).SlowestAnalyst.ShouldBe(Shops.Noon.Plus(4));
        for (var second = 0; second < 6; second++)
        {
            await PassAsync(shards, Closed(0, minutes: 9));
            await Read(tables);
        }

        (await Read(tables)).SlowestAnalyst.ShouldBeNull();
    }

    private static void Ask(SqlDatabase database, params int[] ids)
    {
        using var connection = database.Connect();
        using var transaction = connection.BeginTransaction();
        connection.Execute("""INSERT INTO commands (id, kind, body, asked) VALUES (@id, 'close-shop', '{"seconds":60}', 0)""", ids.Select(id => new { id }), transaction);
        transaction.Commit();
    }

    private ShardStatus Closed(int shard, double minutes) => new(shard, Shops.Noon.Plus(minutes), null, "", default, 0, Timestamp.From(_time.GetUtcNow()));

    /// <summary>A second, after which rows are written.</summary>
    private Task PassAsync(ShardStore shards, params ShardStatus[] rows)
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        return shards.WriteAsync([.. rows.Select(row => row with { Updated = Timestamp.From(_time.GetUtcNow()) })], default);
    }

    private static async Task<ClockReading> Read(SqlSimulationTables tables) => await tables.ReadAsync(default);

    private SqlSimulationTables Tables(SqlDatabase database) => new(new RunStore(database), new CommandStore(database), new ShardStore(database), Shards, _time);

    private Task<SqlDatabase> Open() => SqlDatabase.OpenAsync(_folder.File("akkacommerce.db"), [], _time, default);
}
