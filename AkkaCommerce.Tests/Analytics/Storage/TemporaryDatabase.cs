using System.Data.Common;
using AkkaCommerce.Analytics.Storage;
using Microsoft.Data.Sqlite;

namespace AkkaCommerce.Tests.Analytics.Storage;

/// <summary>A database of a test's own, with the analysis's tables.</summary>
internal sealed class TemporaryDatabase : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("akkacommerce-").FullName;

    public TemporaryDatabase()
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL";
        command.ExecuteNonQuery();
        AnalyticsTables.Create(connection);
    }

    public string Path => System.IO.Path.Combine(_folder, "akkacommerce.db");

    public string ConnectionString => new SqliteConnectionStringBuilder { DataSource = Path }.ToString();

    public DbConnection Open()
    {
        var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA busy_timeout=5000; PRAGMA synchronous=NORMAL";
        command.ExecuteNonQuery();
        return connection;
    }

    public void Dispose()
    {
        SqliteConnection.ClearPool(new SqliteConnection(ConnectionString));
        for (var tries = 1; ; tries++)
        {
            try
            {
                Directory.Delete(_folder, recursive: true);
                return;
            }
            catch (IOException) when (tries < 50)
            {
                // A write that outlives its actor system by a moment makes its files beside the database once more.
                Thread.Sleep(20);
            }
        }
    }
}
