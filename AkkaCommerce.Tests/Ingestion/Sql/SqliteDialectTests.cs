using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Storage;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Sql;
using AkkaCommerce.Tests.Ingestion.Runs;
using Dapper;

namespace AkkaCommerce.Tests.Ingestion.Sql;

public sealed class SqliteDialectTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_database_of_the_first_version_is_migrated_with_its_windows()
    {
        const string Snapshot = """{"window_start":"1969-12-31T23:55:20Z","window_end":"1970-01-01T00:00:20Z","final":true,"events":{"page_view":11,"add_to_cart":12,"remove_from_cart":13,"purchase":14,"session_start":15,"session_end":16},"popular_products":[],"popular_categories":[],"revenue":12.30,"orders":14,"average_order_value":0.88,"unique_customers":3,"unique_viewers":9,"unique_carters":4,"abandoning_carters":1,"converted_viewers":2,"viewer_conversion_rate":0.2222,"sessions":{"started":15,"ended":16,"average_duration_seconds":61.5,"average_page_views":4.25},"late_events":5,"dead_letters":6}""";
        using (var connection = new SqliteDialect(Path).Connect())
            connection.Execute(
                """
                CREATE TABLE run (name TEXT PRIMARY KEY, body TEXT NOT NULL);
                CREATE TABLE windows (
                    window_end INTEGER PRIMARY KEY, window_start INTEGER NOT NULL, ends_at TEXT NOT NULL, events INTEGER NOT NULL, orders INTEGER NOT NULL,
                    revenue TEXT NOT NULL, customers INTEGER NOT NULL, viewers INTEGER NOT NULL, snapshot TEXT NOT NULL, pane BLOB NOT NULL);
                INSERT INTO windows VALUES (20000, -280000, '1970-01-01T00:00:20Z', 81, 14, '12.30', 3, 9, @Snapshot, x'01');
                PRAGMA user_version = 1;
                """,
                new { Snapshot });
        var found = await SqlDatabase.FindAsync(new SqliteDialect(Path, SqliteAccess.Read), TimeProvider.System, default);
        new WindowStore(found!, new PaneGrid(10_000, 30)).NewestFinal()!.Orders.ShouldBe(14);

        var database = await SqlDatabase.OpenAsync(Path, [AnalyticsTables.Steps], TimeProvider.System, default);

        var store = new WindowStore(database, new PaneGrid(10_000, 30));
        SnapshotJson.IsWritten(Snapshot, store.NewestFinal()!).ShouldBeTrue();
        database.Read(connection => connection.QuerySingle<(string, long, long, double, double, long)>(
                "SELECT starts_at, page_views, session_ends, viewer_conversion_rate, average_session_seconds, dead_letters FROM windows"))
            .ShouldBe(("1969-12-31T23:55:20Z", 11, 16, 0.2222, 61.5, 6));
        database.Read(connection => connection.QuerySingle<(long, string)>("SELECT refunds, refunded FROM windows")).ShouldBe((0, "0.00"));
        database.Read(database.Dialect.ReadVersion).ShouldBe(SqlDatabase.Version);
    }

    [Fact]
    public async Task A_file_of_something_else_is_refused()
    {
        await File.WriteAllTextAsync(Path, new string('x', 5000));

        (await Should.ThrowAsync<StoreRefusedException>(() => Open())).Message.ShouldBe($"{Path} is no SQLite database");
    }

    [Fact]
    public async Task A_damaged_database_is_refused()
    {
        using (var connection = (await Open()).Connect()) connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        File.Delete(Path + "-wal");
        using (var file = File.OpenWrite(Path))
        {
            file.Position = 100;
            file.Write(new byte[4000].Select(_ => (byte)0xEE).ToArray());
        }

        (await Should.ThrowAsync<StoreRefusedException>(() => Open())).Message.ShouldBe($"the database {Path} is damaged");
    }

    [Fact]
    public async Task A_path_that_is_a_folder_is_refused()
    {
        Directory.CreateDirectory(Path);

        (await Should.ThrowAsync<StoreRefusedException>(() => Open())).Message.ShouldStartWith($"the database {Path} cannot be opened");
    }

    [Fact]
    public async Task A_full_database_cannot_be_written_and_says_so()
    {
        var database = await Open("CREATE TABLE IF NOT EXISTS pieces (body BLOB)");

        var failure = await Should.ThrowAsync<LogUnavailableException>(() => database.WriteAsync((connection, transaction) =>
        {
            connection.Execute("PRAGMA max_page_count = 20", transaction: transaction);
            return connection.Execute("INSERT INTO pieces VALUES (zeroblob(1000000))", transaction: transaction);
        }, default));

        failure.Message.ShouldContain("no space is left");
    }

    private string Path => _folder.File("akkacommerce.db");

    private Task<SqlDatabase> Open(params string[] tables) => SqlDatabase.OpenAsync(Path, [(_, version) => version > 0 ? [] : tables], TimeProvider.System, default);
}
