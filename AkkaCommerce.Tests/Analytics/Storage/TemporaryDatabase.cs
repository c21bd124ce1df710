using System.Data.Common;
using AkkaCommerce.Analytics.Storage;
using AkkaCommerce.Ingestion.Sql;
using Microsoft.Data.Sqlite;

namespace AkkaCommerce.Tests.Analytics.Storage;

/// <summary>A database of a test's own, with the analysis's tables.</summary>
internal sealed class TemporaryDatabase : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("akkacommerce-").FullName;

    public TemporaryDatabase() => Database = SqlDatabase.OpenAsync(Path, [AnalyticsTables.Steps], TimeProvider.System, default).GetAwaiter().GetResult();

    public SqlDatabase Database { get; }

    public string Path => System.IO.Path.Combine(_folder, "akkacommerce.db");

    public string ConnectionString => new SqliteConnectionStringBuilder { DataSource = Path }.ToString();

    public DbConnection Open() => Database.Connect();

    public void Dispose()
    {
        SqliteConnection.ClearPool(new SqliteConnection(ConnectionString));
        using (var connection = (SqliteConnection)Open()) SqliteConnection.ClearPool(connection);
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
