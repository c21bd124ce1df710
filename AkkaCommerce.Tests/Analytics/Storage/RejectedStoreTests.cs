using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Analytics.Storage;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Sql;
using AkkaCommerce.Tests.Ingestion.Sql;
using Dapper;

namespace AkkaCommerce.Tests.Analytics.Storage;

public abstract class RejectedStoreTests(SqlPlace place) : IDisposable
{
    private readonly SqlDatabase _database = place.OpenAsync(AnalyticsTables.Steps).GetAwaiter().GetResult();

    public void Dispose()
    {
        place.Dispose();
        GC.SuppressFinalize(this);
    }

    [SqlFact]
    public void Rows_written_twice_are_there_once()
    {
        var store = new RejectedStore(_database, new PaneGrid(10_000, 30));
        var rows = new EntryRows(3, [new(new EntryName(5, 1), [new(2, 1, 0), new(null, 0, 1)])], [Late(41), Dead(42)]);

        store.Write(rows);
        store.Write(rows);
        store.Write(new EntryRows(3, [new(new EntryName(6, 1), [new(2, 4, 0)])], []));

        store.Counts(3, 5).ShouldBe([new(null, 0, 1), new(2, 1, 0)], ignoreOrder: true);
        store.Counts(3, 6).ShouldBe([new(null, 0, 1), new(2, 5, 0)], ignoreOrder: true);
        store.Counts(2, 6).ShouldBeEmpty();
        store.CountsFrom(1, [default, default, default, new EntryName(6, 1)]).ShouldBe([new(2, 5, 0)]);
        store.Totals().ShouldBe((5, 1));
        using var connection = _database.Connect();
        connection.QuerySingle<(string, long, long, string)>("SELECT topic, position, pane, event_type FROM late_events")
            .ShouldBe(("ecommerce-purchases", 41, 20_000, "purchase"));
        connection.QuerySingle<(string, long, string)>("SELECT topic, position, reason FROM dead_letters").ShouldBe(("ecommerce-purchases", 42, "not JSON"));
    }

    private static RejectedRecord Late(long offset) =>
        new(Topic.Purchases, 3, offset, null, new Timestamp(30_000), new Timestamp(25_000), 2, EventType.Purchase, 129_997, 3, [9], [1, 2, 3]);

    private static RejectedRecord Dead(long offset) =>
        new(Topic.Purchases, 3, offset, "not JSON", new Timestamp(30_000), null, null, null, null, 3, [9], [1, 2, 3]);
}

public sealed class SqliteRejectedStoreTests() : RejectedStoreTests(new SqlitePlace());

[OnPostgres]
[Trait("Category", "Postgres")]
[Collection(nameof(OnePostgres))]
public sealed class PostgresRejectedStoreTests() : RejectedStoreTests(new PostgresPlace());
