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

    /// <summary>Not kept open: whoever opens the file next to write to it is to be noticed.</summary>
    private readonly string _asItIs = new SqliteConnectionStringBuilder
    {
        DataSource = UnwritableFile.Name(path),
        Mode = SqliteOpenMode.ReadOnly,
        Pooling = false,
    }.ToString();

    public string Name => path;

    public SqlTypes Types { get; } = new()
    {
        Identity = "INTEGER PRIMARY KEY AUTOINCREMENT",
        Whole = "INTEGER",
        Bytes = "BLOB",
        Money = "TEXT",
        Number = "NUMERIC",
        Time = "TEXT",
        Json = "TEXT",
        ParsesJson = false,
    };

    public bool MayExist => File.Exists(path);

    public bool IsServer => false;

    public string BeginReading => "BEGIN";

    public DbConnection Connect()
    {
        if (access != SqliteAccess.Read) return Connect(_connectionString, Set);
        try
        {
            return Connect(_connectionString, Look);
        }
        catch (SqliteException e) when (UnwritableFile.IsMeant(e.SqliteErrorCode) && UnwritableFile.IsAtRest(path))
        {
            return Connect(_asItIs, Look);
        }
    }

    private static void Set(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout={BusyMilliseconds}; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
        command.ExecuteNonQuery();
    }

    /// <summary>SQLite looks at the files beside this one only when it reads.</summary>
    private static void Look(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_schema";
        command.ExecuteScalar();
    }

    private static SqliteConnection Connect(string connectionString, Action<SqliteConnection> begin)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            begin(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public DbTransaction BeginWrite(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: false);

    public bool HasTable(DbConnection connection, string name)
    {
        using var command = ((SqliteConnection)connection).CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = $name";
        command.Parameters.AddWithValue("$name", name);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture) > 0;
    }

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

    public SqlTrouble TroubleOf(DbException failure) => Code(failure) switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => SqlTrouble.Busy,
        raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM => SqlTrouble.Refused,
        raw.SQLITE_FULL => SqlTrouble.Full,
        _ => SqlTrouble.Other,
    };

    public string Describe(DbException failure) => Code(failure) switch
    {
        raw.SQLITE_NOTADB => $"{path} is no SQLite database",
        raw.SQLITE_CORRUPT => $"the database {path} is damaged",
        raw.SQLITE_READONLY or raw.SQLITE_PERM when access != SqliteAccess.Read => $"the database {path} is not writable",
        raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM => $"the database {path} cannot be opened: {UnwritableFile.Reason(path)}",
        raw.SQLITE_FULL => $"the database {path} cannot be written: no space is left; what was committed stays readable",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"the database {path} is held by another process",
        _ => $"the database {path} cannot be used: {failure.Message}",
    };

    private static int Code(DbException failure) => failure is SqliteException sqlite ? sqlite.SqliteErrorCode : raw.SQLITE_OK;
}
