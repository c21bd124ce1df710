using SQLitePCL;

namespace AkkaCommerce.Ingestion.Sqlite;

/// <summary>A prepared statement: bind, step, read, reset.</summary>
internal sealed class Statement(LogDatabase database, sqlite3_stmt handle) : IDisposable
{
    /// <summary>Whether there is a row; at the end it is reset, ready to run again.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(handle);
        if (code == raw.SQLITE_ROW) return true;
        if (code == raw.SQLITE_DONE)
        {
            raw.sqlite3_reset(handle);
            return false;
        }
        try
        {
            database.Check(code);
            throw new SqliteFailure(code, "a statement was misused");
        }
        finally
        {
            raw.sqlite3_reset(handle);
        }
    }

    /// <summary>Runs a statement that brings no rows.</summary>
    public void Run()
    {
        while (Step())
        {
        }
    }

    public void Reset() => raw.sqlite3_reset(handle);

    public Statement Bind(int parameter, long value)
    {
        database.Check(raw.sqlite3_bind_int64(handle, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, ReadOnlySpan<byte> blob)
    {
        database.Check(raw.sqlite3_bind_blob(handle, parameter, blob));
        return this;
    }

    public Statement Bind(int parameter, string text)
    {
        database.Check(raw.sqlite3_bind_text(handle, parameter, text));
        return this;
    }

    /// <summary>Lets go of the bytes bound last.</summary>
    public void ClearBindings() => raw.sqlite3_clear_bindings(handle);

    public long Long(int column) => raw.sqlite3_column_int64(handle, column);

    public string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string();

    /// <summary>Valid until the next step or reset.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(handle, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public void Dispose() => handle.Dispose();
}
