using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Sql;

namespace AkkaCommerce.Ingestion.Sqlite;

/// <summary>The file's tables and what it says of itself. Rows are blobs of many records; the blob is last, so that the columns before it are read without it.</summary>
internal static class LogSchema
{
    public const int PageBytes = 16 * 1024;

    private const int FormatVersion = 1;
    private const int ApplicationId = 0x414B4C47;
    private const int DefaultShards = 8;

    private static readonly string[] Tables =
    [
        "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        // base: the first record's offset; before: bytes of the partition ahead of this row, ever, so that what it holds is known from its first and last row.
        """
        CREATE TABLE records(id INTEGER PRIMARY KEY, topic INTEGER NOT NULL, shard INTEGER NOT NULL, base INTEGER NOT NULL, count INTEGER NOT NULL,
          append_time INTEGER NOT NULL, before INTEGER NOT NULL, data BLOB NOT NULL)
        """,
        "CREATE UNIQUE INDEX records_place ON records(topic, shard, base)",
        // The epoch fences: only the writer that opened last holds the number that stands here.
        """
        CREATE TABLE writers(shard INTEGER NOT NULL, source TEXT NOT NULL, epoch INTEGER NOT NULL, progress_at INTEGER, progress BLOB,
          PRIMARY KEY(shard, source)) WITHOUT ROWID
        """,
    ];

    /// <summary>Makes the tables where there are none, and checks what is there.</summary>
    /// <exception cref="StoreRefusedException">It is not a log of ours, of a newer version, of another number of shards, or cannot be used.</exception>
    public static SqliteLogFile Open(SqliteLogOptions options)
    {
        var path = options.Path;
        if (options.Access != SqliteAccess.Make && !File.Exists(path)) throw new StoreRefusedException($"there is no log at {path}");
        using var never = new ManualResetEvent(false);
        try
        {
            if (options.Access == SqliteAccess.Make && Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
            using var database = new LogDatabase(path, options.Access);
            if (options.Access != SqliteAccess.Read && database.IsReadOnly) throw new StoreRefusedException($"the log {path} is not writable");
            SqliteLogFile? file = null;
            BusyRetry.Run(() =>
            {
                if (options.Access == SqliteAccess.Make) Make(database, options);
                file = Look(database, options);
            }, options.BusyLimit, never);
            return file!;
        }
        catch (SqliteFailure e)
        {
            throw e.ToRefused(path, options.Access);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreRefusedException($"the log {path} cannot be made: {e.Message}", e);
        }
    }

    private static void Make(LogDatabase database, SqliteLogOptions options)
    {
        if (database.Number("SELECT count(*) FROM sqlite_schema") == 0)
        {
            database.Execute($"PRAGMA page_size={PageBytes}");
            database.Execute("PRAGMA journal_mode=WAL");
            database.Execute("BEGIN IMMEDIATE");
            try
            {
                if (database.Number("SELECT count(*) FROM sqlite_schema") == 0) Fill(database, options.Shards ?? DefaultShards);
                database.Execute("COMMIT");
            }
            catch
            {
                if (database.IsInTransaction) database.Execute("ROLLBACK");
                throw;
            }
        }
        if (database.Number("PRAGMA application_id") == ApplicationId) database.Execute("PRAGMA journal_mode=WAL");
    }

    private static void Fill(LogDatabase database, int shards)
    {
        foreach (var table in Tables) database.Execute(table);
        using var meta = database.Prepare("INSERT INTO meta VALUES (?, ?)");
        meta.Bind(1, "identity").Bind(2, Guid.NewGuid().ToString("N")).Run();
        meta.Bind(1, "shards").Bind(2, $"{shards}").Run();
        database.Execute($"PRAGMA application_id={ApplicationId}");
        database.Execute($"PRAGMA user_version={FormatVersion}");
    }

    private static SqliteLogFile Look(LogDatabase database, SqliteLogOptions options)
    {
        if (database.Number("SELECT count(*) FROM sqlite_schema") == 0) throw new StoreRefusedException($"there is no log at {options.Path}: the file is empty");
        if (database.Number("PRAGMA application_id") != ApplicationId) throw new StoreRefusedException($"{options.Path} is a database of something else, not a log of ours");
        var version = database.Number("PRAGMA user_version");
        if (version > FormatVersion)
            throw new StoreRefusedException($"the log {options.Path} was written by a newer version of this program (format {version}, this one reads {FormatVersion})");
        var identity = Meta(database, "identity");
        if (identity is null || !int.TryParse(Meta(database, "shards"), out var shards))
            throw new StoreRefusedException($"the log {options.Path} is damaged: it does not say its identity and shards");
        if (options.Shards is { } asked && asked != shards)
            throw new StoreRefusedException($"the log {options.Path} has {shards} shards, not {asked}: a log keeps the number it was made with");
        return new SqliteLogFile
        {
            Options = options,
            Identity = identity,
            Shards = shards,
            IsTakenAsItIs = database.IsTakenAsItIs,
            HasRecords = database.Number("SELECT EXISTS(SELECT 1 FROM records)") == 1,
            IsSimulated = database.Number($"SELECT EXISTS(SELECT 1 FROM writers WHERE source='{Progress.Simulation}' AND progress IS NOT NULL)") == 1,
        };
    }

    private static string? Meta(LogDatabase database, string key)
    {
        using var statement = database.Prepare("SELECT value FROM meta WHERE key=?");
        return statement.Bind(1, key).Step() ? statement.Text(0) : null;
    }
}
