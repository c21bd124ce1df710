using AkkaCommerce.Ingestion.Sql;
using AkkaCommerce.Tests.Ingestion.Runs;
using Microsoft.Data.Sqlite;

namespace AkkaCommerce.Tests.Ingestion.Sql;

public sealed class UnwritableFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("plain.db")]
    [InlineData("with blank, # and % and &.db")]
    [InlineData("ünïcödé.db")]
    public void A_file_is_taken_as_it_is_whatever_its_name_and_nothing_is_made_beside_it(string name)
    {
        var path = _folder.File(name);
        Run($"Data Source={path};Pooling=False", "PRAGMA journal_mode=WAL; CREATE TABLE cats (name TEXT); INSERT INTO cats VALUES ('Tom')");

        Run(new SqliteConnectionStringBuilder { DataSource = UnwritableFile.Name(path), Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString(), "SELECT name FROM cats")
            .ShouldBe("Tom");
        Directory.GetFiles(_folder.Path).ShouldBe([path]);
    }

    [Fact]
    public void A_file_is_at_rest_when_nobody_has_it_open_and_nothing_waits()
    {
        var path = _folder.File("a.db");
        UnwritableFile.IsAtRest(path).ShouldBeFalse();
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode=WAL; CREATE TABLE cats (name TEXT)";
            command.ExecuteNonQuery();
            UnwritableFile.IsAtRest(path).ShouldBeFalse();
        }
        UnwritableFile.IsAtRest(path).ShouldBeTrue();

        File.WriteAllText($"{path}-wal", "");
        UnwritableFile.IsAtRest(path).ShouldBeTrue();
        File.WriteAllText($"{path}-wal", "waits");
        UnwritableFile.IsAtRest(path).ShouldBeFalse();
        UnwritableFile.Reason(path).ShouldStartWith($"changes wait in {path}-wal");
        File.WriteAllText($"{path}-shm", "");
        UnwritableFile.Reason(path).ShouldBe("check the folder and its permissions");
    }

    private static object? Run(string connectionString, string sql)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
