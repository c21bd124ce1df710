using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Sql;
using Dapper;

namespace AkkaCommerce.Tests.Ingestion.Sql;

/// <summary>What holds of every database.</summary>
public abstract class SqlDatabaseTests(SqlPlace place) : IDisposable
{
    public void Dispose()
    {
        place.Dispose();
        GC.SuppressFinalize(this);
    }

    [SqlFact]
    public async Task A_new_database_has_the_tables_of_all_parts_and_may_be_opened_again()
    {
        (await SqlDatabase.FindAsync(place.NewDialect(), TimeProvider.System, default)).ShouldBeNull();
        await Open("CREATE TABLE pieces (id INTEGER)");
        var database = await Open("CREATE TABLE pieces (id INTEGER)");

        foreach (var table in (string[])["run", "commands", "shards", "pieces"])
            database.Read(connection => database.Dialect.HasTable(connection, table)).ShouldBeTrue(table);
        database.Read(database.Dialect.ReadVersion).ShouldBe(SqlDatabase.Version);
        (await SqlDatabase.FindAsync(place.NewDialect(), TimeProvider.System, default)).ShouldNotBeNull();
    }

    [SqlFact]
    public async Task A_database_of_a_newer_version_is_refused_and_left_alone()
    {
        var database = await Open();
        await database.WriteAsync((connection, transaction) =>
        {
            database.Dialect.WriteVersion(connection, transaction, SqlDatabase.Version + 1);
            return true;
        }, default);

        var refused = $"the database {database.Name} was written by a newer version of this program (schema 4, this one knows 3)";
        (await Should.ThrowAsync<StoreRefusedException>(() => Open("CREATE TABLE pieces (id INTEGER)"))).Message.ShouldBe(refused);
        (await Should.ThrowAsync<StoreRefusedException>(() => SqlDatabase.FindAsync(place.NewDialect(), TimeProvider.System, default))).Message.ShouldBe(refused);
        database.Read(connection => database.Dialect.HasTable(connection, "pieces")).ShouldBeFalse();
    }

    [SqlFact]
    public async Task Of_processes_that_open_a_new_one_at_once_one_makes_the_tables()
    {
        var databases = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Open("CREATE TABLE pieces (id INTEGER)", "INSERT INTO pieces VALUES (1)"))));

        databases[^1].Read(connection => connection.QuerySingle<int>("SELECT count(*) FROM pieces")).ShouldBe(1);
    }

    [SqlFact]
    public async Task An_older_one_is_led_to_the_present_version_in_one_transaction()
    {
        var database = await Open("CREATE TABLE pieces (id INTEGER)");
        await database.WriteAsync((connection, transaction) =>
        {
            database.Dialect.WriteVersion(connection, transaction, 1);
            return true;
        }, default);
        SqlPart halves = (_, version) => version == 1 ? ["ALTER TABLE pieces ADD COLUMN name TEXT", "no SQL"] : [];
        await Should.ThrowAsync<LogUnavailableException>(() => place.OpenAsync(halves));
        database.Read(database.Dialect.ReadVersion).ShouldBe(1);

        database = await place.OpenAsync((_, version) => version == 1 ? ["ALTER TABLE pieces ADD COLUMN name TEXT", "INSERT INTO pieces VALUES (1, 'a')"] : []);

        database.Read(database.Dialect.ReadVersion).ShouldBe(SqlDatabase.Version);
        database.Read(connection => connection.QuerySingle<string>("SELECT name FROM pieces")).ShouldBe("a");
    }

    [SqlFact]
    public async Task What_fails_within_a_write_leaves_nothing_of_it()
    {
        var database = await Open("CREATE TABLE IF NOT EXISTS pieces (id INTEGER)");

        await Should.ThrowAsync<InvalidOperationException>(() => database.WriteAsync<int>((connection, transaction) =>
        {
            connection.Execute("INSERT INTO pieces VALUES (1)", transaction: transaction);
            throw new InvalidOperationException();
        }, default));

        (await database.ReadAsync(connection => connection.QuerySingle<int>("SELECT count(*) FROM pieces"), default)).ShouldBe(0);
    }

    [SqlFact]
    public async Task Writers_of_two_databases_on_one_file_take_turns()
    {
        var databases = new[] { await Open("CREATE TABLE IF NOT EXISTS pieces (id INTEGER)"), await Open("CREATE TABLE IF NOT EXISTS pieces (id INTEGER)") };

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => databases[i % 2].WriteAsync((connection, transaction) =>
        {
            var count = connection.QuerySingle<int>("SELECT count(*) FROM pieces", transaction: transaction);
            return connection.Execute("INSERT INTO pieces VALUES (@count)", new { count }, transaction);
        }, default)));

        (await databases[0].ReadAsync(connection => connection.QuerySingle<int>("SELECT count(DISTINCT id) FROM pieces"), default)).ShouldBe(40);
    }

    private Task<SqlDatabase> Open(params string[] tables) => place.OpenAsync((_, version) => version > 0 ? [] : tables);
}

public sealed class SqliteDatabaseTests() : SqlDatabaseTests(new SqlitePlace());

[OnPostgres]
[Trait("Category", "Postgres")]
[Collection(nameof(OnePostgres))]
public sealed class PostgresDatabaseTests() : SqlDatabaseTests(new PostgresPlace());
