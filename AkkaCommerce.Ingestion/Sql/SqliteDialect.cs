using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AkkaCommerce.Ingestion.Sql;

/// <summary>A file of SQLite, in write-ahead logging: readers and one writer at a time, of any process.</summary>
/// <param name="path">The file.</param>
/// <param name="access">What may be done to it.</param>
public sealed class SqliteDialect(string path, SqliteAccess access = SqliteAccess.Make) : ISqlDialect
{
    /// <summary>How long SQLite itself waits for another writer before it says that it is busy.</summary>
    private const int BusyMilliseconds = 250;

    private readonly string _connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        DefaultTimeout = 1,
        Mode = access == SqliteAccess.Make ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
    }.ToString();

    public string Name => path;

    public string Identity => "INTEGER PRIMARY KEY AUTOINCREMENT";

    public DbConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout={BusyMilliseconds}; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public DbTransaction BeginWrite(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: false);

    public long ReadVersion(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    public void WriteVersion(DbConnection connection, DbTransaction transaction, long version)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version={version}");
        command.ExecuteNonQuery();
    }

    public bool IsBusy(DbException failure) => Code(failure) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    public bool IsRefusal(DbException failure) =>
        Code(failure) is raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM;

    public bool IsFull(DbException failure) => Code(failure) == raw.SQLITE_FULL;

    public string Describe(DbException failure) => Code(failure) switch
    {
        raw.SQLITE_NOTADB => $"{path} is no SQLite database",
        raw.SQLITE_CORRUPT => $"the database {path} is damaged",
        raw.SQLITE_CANTOPEN => $"the database {path} cannot be opened: check the folder and its permissions",
        raw.SQLITE_READONLY or raw.SQLITE_PERM => $"the database {path} is not writable",
        raw.SQLITE_FULL => $"the database {path} cannot be written: no space is left; what was committed stays readable",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"the database {path} is held by another process",
        _ => $"the database {path} cannot be used: {failure.Message}",
    };

    private static int Code(DbException failure) => failure is SqliteException sqlite ? sqlite.SqliteErrorCode : raw.SQLITE_OK;
}
