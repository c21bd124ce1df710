using AkkaCommerce.Ingestion.Sql;
using SQLitePCL;

namespace AkkaCommerce.Ingestion.Sqlite;

/// <summary>One connection to the log's file, used by one thread at a time; straight on SQLite, so that a statement costs no allocation.</summary>
internal sealed class LogDatabase : IDisposable
{
    private sqlite3 _handle;

    static LogDatabase() => Batteries_V2.Init();

    /// <exception cref="SqliteFailure">It cannot be opened.</exception>
    public LogDatabase(string path, SqliteAccess access = SqliteAccess.Use)
    {
        Path = path;
        _handle = Open(path, raw.SQLITE_OPEN_READWRITE | (access == SqliteAccess.Make ? raw.SQLITE_OPEN_CREATE : 0));
        if (access == SqliteAccess.Read) LookOrTakeAsItIs();
    }

    public string Path { get; }

    /// <summary>Whether the file is taken as it is: changes to it are not seen.</summary>
    public bool IsTakenAsItIs { get; private set; }

    public bool IsReadOnly => raw.sqlite3_db_readonly(_handle, "main") == 1;

    public long LastInsertedId => raw.sqlite3_last_insert_rowid(_handle);

    /// <summary>Rows that the last statement changed.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    public bool IsInTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    public void Execute(string sql)
    {
        using var statement = Prepare(sql);
        while (statement.Step())
        {
        }
    }

    public long Number(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Long(0) : 0;
    }

    public Statement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_handle, sql, out var statement));
        return new Statement(this, statement);
    }

    /// <summary>Moves the write-ahead log into the file; frames of it in use, and those moved. False: another is in the way.</summary>
    public bool TryCheckpoint(int mode, out int frames, out int moved)
    {
        var code = raw.sqlite3_wal_checkpoint_v2(_handle, "main", mode, out frames, out moved);
        if ((code & 0xFF) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED) return false;
        Check(code);
        return true;
    }

    /// <summary>From now on <see cref="WalFrames.AfterCommit"/> speaks of this connection's commits.</summary>
    public void WatchFrames() => WalFrames.Watch(_handle);

    public void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE)) throw new SqliteFailure(code, raw.sqlite3_errmsg(_handle).utf8_to_string());
    }

    public void Dispose() => _handle.Dispose();

    private static sqlite3 Open(string name, int flags)
    {
        var code = raw.sqlite3_open_v2(name, out var handle, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        if (code == raw.SQLITE_OK) return handle;
        var message = handle is null ? "no memory" : raw.sqlite3_errmsg(handle).utf8_to_string();
        handle?.Dispose();
        throw new SqliteFailure(code, message);
    }

    /// <summary>SQLite looks at the files beside this one only when it reads.</summary>
    private void LookOrTakeAsItIs()
    {
        try
        {
            Number("SELECT count(*) FROM sqlite_schema");
        }
        catch (SqliteFailure e) when (UnwritableFile.IsMeant(e.Code) && UnwritableFile.IsAtRest(Path))
        {
            _handle.Dispose();
            _handle = Open(UnwritableFile.Name(Path), raw.SQLITE_OPEN_READONLY | raw.SQLITE_OPEN_URI);
            IsTakenAsItIs = true;
        }
        catch
        {
            _handle.Dispose();
            throw;
        }
    }
}
