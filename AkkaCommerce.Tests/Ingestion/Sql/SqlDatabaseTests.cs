using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Sql;
using AkkaCommerce.Tests.Ingestion.Runs;
using Dapper;

namespace AkkaCommerce.Tests.Ingestion.Sql;

public sealed class SqlDatabaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_new_database_has_the_tables_of_all_parts_and_may_be_opened_again()
    {
        await Open("CREATE TABLE IF NOT EXISTS pieces (id INTEGER)");
        var database = await Open("CREATE TABLE IF NOT EXISTS pieces (id INTEGER)");

        var tables = await database.ReadAsync(connection => connection.Query<string>("SELECT name FROM sqlite_schema WHERE type = 'table'").ToArray(), default);

        tables.ShouldBeSubsetOf(["run", "commands", "shards", "pieces", "sqlite_sequence"]);
        tables.Length.ShouldBe(5);
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused_and_left_alone()
    {
        using (var connection = (await Open()).Connect()) connection.Execute("PRAGMA user_version = 3");

        (await Should.ThrowAsync<StoreRefusedException>(() => Open("CREATE TABLE pieces (id INTEGER)"))).Message
            .ShouldBe($"the database {Path} was written by a newer version of this program (schema 3, this one knows 2)");
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

    [Fact]
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

    private string Path => _folder.File("akkacommerce.db");

    private Task<SqlDatabase> Open(params string[] tables) => SqlDatabase.OpenAsync(Path, [(_, version) => version > 0 ? [] : tables], TimeProvider.System, default);
}
