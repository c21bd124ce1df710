using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Tests.Ingestion.Sql;
using Dapper;

namespace AkkaCommerce.Tests.Ingestion.Runs;

public abstract class RunStoreTests(SqlPlace place) : IDisposable
{
    private static readonly LogRun Log = new()
    {
        Identity = "a1",
        Shards = 8,
        Pane = TimeSpan.FromSeconds(10),
        Window = TimeSpan.FromMinutes(5),
        Lateness = TimeSpan.FromSeconds(10),
    };

    private static readonly SimulationRun Simulation = new()
    {
        Seed = ulong.MaxValue,
        Shoppers = 1000,
        Products = 125,
        VisitsPerDay = 8.5,
        From = new Timestamp(1_757_259_000_123),
        Zone = TimeSpan.FromHours(2),
        Imperfections = "late 1%:5s..2m, outage 14:00+10m",
    };

    public void Dispose()
    {
        place.Dispose();
        GC.SuppressFinalize(this);
    }

    [SqlFact]
    public async Task Records_are_kept_as_they_were_first_written()
    {
        var store = await Open();
        await store.OpenLogAsync(Log, default);
        await store.OpenSimulationAsync(Simulation, anyFrom: false, default);

        store = await Open();
        (await store.FindLogAsync(default)).ShouldBe(Log);
        (await store.FindSimulationAsync(default)).ShouldBe(Simulation);
        (await store.OpenSimulationAsync(Simulation, anyFrom: false, default)).RunId.ShouldBe(Simulation.RunId);
    }

    [SqlFact]
    public async Task Where_nothing_was_written_nothing_is_found()
    {
        var store = await Open();

        (await store.FindLogAsync(default)).ShouldBeNull();
        (await store.FindSimulationAsync(default)).ShouldBeNull();
        (await Should.ThrowAsync<StoreRefusedException>(() => store.RetiringAsync(default))).Message.ShouldContain("knows of no simulation");
    }

    [SqlFact]
    public async Task Of_those_who_come_at_once_one_is_first_and_the_others_obey()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Open()));

        var records = await Task.WhenAll(stores.Select((store, i) =>
            store.OpenSimulationAsync(Simulation with { From = Simulation.From + TimeSpan.FromSeconds(i) }, anyFrom: true, default)));

        records.Distinct().Count().ShouldBe(1);
    }

    [SqlFact]
    public async Task Other_options_are_refused_with_every_difference_by_name()
    {
        var store = await Open();
        await store.OpenLogAsync(Log, default);
        await store.OpenSimulationAsync(Simulation, anyFrom: false, default);

        (await Should.ThrowAsync<StoreRefusedException>(() => store.OpenLogAsync(Log with { Shards = 16, Pane = TimeSpan.FromSeconds(5) }, default))).Message
            .ShouldBe($"the log of {Name} was begun otherwise: shards: 8 kept, 16 asked; pane: 00:00:10 kept, 00:00:05 asked");
        (await Should.ThrowAsync<StoreRefusedException>(() =>
                store.OpenSimulationAsync(Simulation with { Seed = 2, From = new Timestamp(0), Imperfections = "" }, anyFrom: false, default))).Message
            .ShouldBe($"the simulation of {Name} was begun otherwise: seed: 18446744073709551615 kept, 2 asked; "
                + "from: 2025-09-07T15:30:00.123Z kept, 1970-01-01T00:00:00Z asked; late: 1%:5s..2m kept, none asked; outage: 14:00+10m kept, none asked");
    }

    [SqlFact]
    public async Task Returns_are_kept_and_others_are_refused()
    {
        var store = await Open();
        await store.OpenSimulationAsync(Simulation with { ReturnsInMillion = 190_000 }, anyFrom: false, default);

        (await store.FindSimulationAsync(default))!.ReturnsInMillion.ShouldBe(190_000);
        (await Should.ThrowAsync<StoreRefusedException>(() => store.OpenSimulationAsync(Simulation, anyFrom: false, default))).Message
            .ShouldEndWith("was begun otherwise: returns: 19% kept, none asked");
    }

    [SqlFact]
    public void Returns_are_part_of_what_events_depend_on_and_a_run_without_them_has_the_id_it_always_had()
    {
        Simulation.RunId.ShouldNotBe((Simulation with { ReturnsInMillion = 1 }).RunId);
        Older.RunId.ShouldBe(0x8d78_8c02_9a11);
    }

    /// <summary>A run of before there were returns, whose id events of that time carry.</summary>
    private static readonly SimulationRun Older = new()
    {
        Seed = 1,
        Shoppers = 10_000,
        Products = 125,
        VisitsPerDay = 8,
        From = new Timestamp(1_757_246_400_000),
        Zone = TimeSpan.FromHours(2),
        CatalogVersion = 1,
        BehaviourVersion = 1,
    };

    [SqlFact]
    public async Task A_database_beside_a_foreign_log_is_refused()
    {
        var store = await Open();
        await store.OpenLogAsync(Log, default);

        (await Should.ThrowAsync<StoreRefusedException>(() => store.OpenLogAsync(Log with { Identity = "b2" }, default))).Message
            .ShouldContain("belongs to the log a1, not to b2");
    }

    [SqlFact]
    public async Task A_relative_from_is_ignored_later()
    {
        var store = await Open();
        await store.OpenSimulationAsync(Simulation, anyFrom: true, default);

        (await store.OpenSimulationAsync(Simulation with { From = new Timestamp(0) }, anyFrom: true, default)).From.ShouldBe(Simulation.From);
    }

    [SqlFact]
    public async Task Until_only_grows()
    {
        var (early, late) = (new Timestamp(2_000_000_000_000), new Timestamp(2_000_000_010_000));
        var store = await Open();
        await store.OpenSimulationAsync(Simulation with { Until = early }, anyFrom: false, default);

        (await store.OpenSimulationAsync(Simulation, anyFrom: false, default)).Until.ShouldBe(early);
        (await store.OpenSimulationAsync(Simulation with { Until = late }, anyFrom: false, default)).Until.ShouldBe(early);
        (await store.GrowUntilAsync(late, default)).Until.ShouldBe(late);
        (await store.GrowUntilAsync(early, default)).Until.ShouldBe(late);
        (await Should.ThrowAsync<StoreRefusedException>(() => store.OpenSimulationAsync(Simulation with { Until = early }, anyFrom: false, default))).Message
            .ShouldContain("until: 2033-05-18T03:33:30Z kept, 2033-05-18T03:33:20Z asked (it only grows)");
    }

    [SqlFact]
    public async Task A_simulation_without_until_gets_none()
    {
        var store = await Open();
        await store.OpenSimulationAsync(Simulation, anyFrom: false, default);

        (await store.GrowUntilAsync(new Timestamp(2_000_000_000_000), default)).Until.ShouldBeNull();
        await Should.ThrowAsync<StoreRefusedException>(() => store.OpenSimulationAsync(Simulation with { Until = new Timestamp(2_000_000_000_000) }, anyFrom: false, default));
    }

    [SqlFact]
    public async Task Once_retired_a_simulation_stays_retired()
    {
        var store = await Open();
        await store.OpenSimulationAsync(Simulation, anyFrom: false, default);

        (await store.RetiringAsync(default)).Retired.ShouldBeFalse();
        (await store.RetiredAsync(default)).Retired.ShouldBeTrue();
        (await store.RetiringAsync(default)).ShouldBe(Simulation with { Retiring = true, Retired = true });
        (await store.GrowUntilAsync(new Timestamp(2_000_000_000_000), default)).Retired.ShouldBeTrue();
    }

    [SqlFact]
    public async Task A_record_that_cannot_be_read_is_refused()
    {
        var database = await place.OpenAsync();
        await database.WriteAsync((connection, transaction) => connection.Execute("INSERT INTO run VALUES ('log', '{')", transaction: transaction), default);

        await Should.ThrowAsync<StoreRefusedException>(() => new RunStore(database).FindLogAsync(default));
    }

    private string Name => place.NewDialect().Name;

    private async Task<RunStore> Open() => new(await place.OpenAsync());
}

public sealed class SqliteRunStoreTests() : RunStoreTests(new SqlitePlace());

[OnPostgres]
[Trait("Category", "Postgres")]
[Collection(nameof(OnePostgres))]
public sealed class PostgresRunStoreTests() : RunStoreTests(new PostgresPlace());
