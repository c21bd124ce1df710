using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Ingestion.Sqlite;

/// <summary>
/// The writing connection: begins, appends, fences, commits. Offsets are given inside the transaction, from ends that are remembered as long as no other
/// connection has written (PRAGMA data_version).
/// </summary>
internal sealed class LogTransaction : IDisposable
{
    private const long Unknown = -1;

    private readonly LogDatabase _database;
    private readonly Statement _begin, _commit, _rollback, _version, _last, _insert, _progress, _open;
    private readonly int _blobBytes;
    private readonly (long Next, long Bytes)[] _ends;
    private long _seenVersion = Unknown;

    public LogTransaction(SqliteLogOptions options, int shards)
    {
        _database = Open(options);
        _blobBytes = options.BlobBytes;
        _ends = new (long, long)[shards * Topics.Count];
        _database.WatchFrames();
        _begin = _database.Prepare("BEGIN IMMEDIATE");
        _commit = _database.Prepare("COMMIT");
        _rollback = _database.Prepare("ROLLBACK");
        _version = _database.Prepare("PRAGMA data_version");
        _last = _database.Prepare("SELECT base + count, before + length(data) FROM records WHERE topic=? AND shard=? ORDER BY base DESC LIMIT 1");
        _insert = _database.Prepare("INSERT INTO records(topic, shard, base, count, append_time, before, data) VALUES (?,?,?,?,?,?,?)");
        _progress = _database.Prepare("UPDATE writers SET progress_at=?, progress=? WHERE shard=? AND source=? AND epoch=?");
        _open = _database.Prepare(
            "INSERT INTO writers(shard, source, epoch) VALUES (?,?,1) ON CONFLICT DO UPDATE SET epoch = epoch + 1 RETURNING epoch, progress");
    }

    public LogDatabase Database => _database;

    /// <exception cref="SqliteFailure">It cannot be opened now; nothing stays open.</exception>
    private static LogDatabase Open(SqliteLogOptions options)
    {
        var database = new LogDatabase(options.Path, options.Again);
        try
        {
            database.Execute("PRAGMA synchronous=FULL");
            database.Execute("PRAGMA wal_autocheckpoint=0");
            database.Execute("PRAGMA cache_size=-32768");
            database.Execute($"PRAGMA journal_size_limit={options.CheckpointBytes}");
            if (options.MostPages is { } pages) database.Execute($"PRAGMA max_page_count={pages}");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>The last row inserted.</summary>
    public long LastId { get; private set; }

    /// <summary>Bytes that the transaction has appended.</summary>
    public long Bytes { get; private set; }

    /// <summary>Begins; true where another connection has written since the last time.</summary>
    public bool Begin()
    {
        _begin.Run();
        Bytes = 0;
        _version.Step();
        var version = _version.Long(0);
        _version.Reset();
        if (version == _seenVersion) return false;
        _seenVersion = version;
        ForgetEnds();
        return true;
    }

    /// <summary>Puts the progress of a writer in its row; false: a newer one has opened.</summary>
    public bool TryProgress(int shard, string source, long epoch, ReadOnlySpan<byte> progress)
    {
        _progress.Bind(1, End(Topic.Progress, shard).Next).Bind(2, progress).Bind(3, shard).Bind(4, source).Bind(5, epoch).Run();
        return _database.Changes == 1;
    }

    /// <summary>Makes the writer of a source the newest one, and says what it last committed.</summary>
    public (long Epoch, Progress? Progress) OpenWriter(int shard, string source)
    {
        _open.Bind(1, shard).Bind(2, source).Step();
        var opened = (_open.Long(0), _open.IsNull(1) ? null : ProgressCodec.Read(_open.Blob(1)));
        while (_open.Step())
        {
        }
        return opened;
    }

    /// <summary>Appends records laid out as <see cref="PackedRecords"/>.</summary>
    public void Append(Topic topic, int shard, ReadOnlySpan<byte> records, long appendTime)
    {
        ref var end = ref End(topic, shard);
        while (records.Length > 0)
        {
            var bytes = PackedWalk.Take(records, _blobBytes, out var count);
            _insert.Bind(1, (int)topic).Bind(2, shard).Bind(3, end.Next).Bind(4, count).Bind(5, appendTime).Bind(6, end.Bytes).Bind(7, records[..bytes]).Run();
            end = (end.Next + count, end.Bytes + bytes);
            Bytes += bytes;
            records = records[bytes..];
        }
    }

    public void Commit()
    {
        _insert.ClearBindings();
        _commit.Run();
        LastId = _database.LastInsertedId;
    }

    /// <summary>Leaves nothing of the transaction; what SQLite has rolled back itself is.</summary>
    public void Rollback()
    {
        ForgetEnds();
        _insert.ClearBindings();
        if (_database.IsInTransaction) _rollback.Run();
    }

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[_begin, _commit, _rollback, _version, _last, _insert, _progress, _open]) statement.Dispose();
        _database.Dispose();
    }

    private void ForgetEnds() => Array.Fill(_ends, (Unknown, 0));

    private ref (long Next, long Bytes) End(Topic topic, int shard)
    {
        ref var end = ref _ends[(shard * Topics.Count) + (int)topic];
        if (end.Next != Unknown) return ref end;
        end = _last.Bind(1, (int)topic).Bind(2, shard).Step() ? (_last.Long(0), _last.Long(1)) : (0, 0);
        _last.Reset();
        return ref end;
    }
}
