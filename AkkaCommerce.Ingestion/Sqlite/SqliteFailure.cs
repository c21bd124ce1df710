using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Sql;
using SQLitePCL;

namespace AkkaCommerce.Ingestion.Sqlite;

/// <summary>What SQLite said; inside this folder only, others are told in the words of the port.</summary>
internal sealed class SqliteFailure(int code, string message) : Exception(message)
{
    /// <summary>The primary result code.</summary>
    public int Code { get; } = code & 0xFF;

    public bool IsBusy => Code is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    /// <summary>The failure of a read or a commit, for those outside.</summary>
    public LogUnavailableException ToUnavailable(string path) => new(
        Code switch
        {
            raw.SQLITE_FULL => $"the log {path} cannot be written: no space is left; what was committed stays readable",
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"the log {path} is held by another process",
            _ => $"the log {path} cannot be used: {Message}",
        },
        this)
    { IsFull = Code == raw.SQLITE_FULL };

    /// <summary>The failure of an opening.</summary>
    public StoreRefusedException ToRefused(string path, SqliteAccess access) => new(
        Code switch
        {
            raw.SQLITE_NOTADB => $"{path} is not a log of ours: it is no SQLite database",
            raw.SQLITE_CORRUPT => $"the log {path} is damaged: {Message}",
            raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY when access == SqliteAccess.Read => $"the log {path} cannot be opened: {UnwritableFile.Reason(path)}",
            raw.SQLITE_CANTOPEN => $"the log {path} cannot be opened: check the folder and its permissions",
            raw.SQLITE_READONLY or raw.SQLITE_PERM => $"the log {path} is not writable",
            raw.SQLITE_FULL => $"the log {path} cannot be made: no space is left",
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"the log {path} is held by another process",
            _ => $"the log {path} cannot be used: {Message}",
        },
        this);
}
