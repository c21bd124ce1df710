using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Ingestion.Sqlite;

/// <summary>A reading connection of one thread. Reads never block writing, nor the other way round.</summary>
internal sealed class ReadConnection : IDisposable
{
    private readonly LogDatabase _database;
    private readonly Statement _begin, _end, _last, _first, _total, _around;

    public ReadConnection(SqliteLogOptions options)
    {
        _database = new LogDatabase(options.Path, options.Again);
        _database.Execute("PRAGMA query_only=1");
        _database.Execute("PRAGMA cache_size=-8192");
        _begin = _database.Prepare("BEGIN");
        _end = _database.Prepare("COMMIT");
        _first = _database.Prepare("SELECT base, before, append_time FROM records WHERE topic=? AND shard=? ORDER BY base LIMIT 1");
        _last = _database.Prepare("SELECT base + count, before + length(data), append_time FROM records WHERE topic=? AND shard=? ORDER BY base DESC LIMIT 1");
        _total = _database.Prepare("SELECT sum(count), sum(length(data)) FROM records WHERE topic=? AND shard=?");
        _around = _database.Prepare("SELECT base, count FROM records WHERE topic=? AND shard=? AND base<=? ORDER BY base DESC LIMIT 1");
        Peek = _database.Prepare("SELECT base, append_time FROM records WHERE topic=? AND shard=? AND base>=? ORDER BY base LIMIT 1");
        Rows = _database.Prepare("SELECT base, count, append_time, data FROM records WHERE topic=? AND shard=? AND base>=? ORDER BY base");
    }

    /// <summary>Where the next row at or beyond an offset begins, and when it was appended.</summary>
    public Statement Peek { get; }

    /// <summary>The rows from an offset on.</summary>
    public Statement Rows { get; }

    public void Begin() => _begin.Run();

    public void End() => _end.Run();

    public void EndIfOpen()
    {
        Peek.Reset();
        Rows.Reset();
        if (_database.IsInTransaction) _end.Run();
    }

    /// <summary>
    /// The committed end. That counts all that is written: a transaction not yet committed is the only one, has its offsets inside itself, and they are at
    /// or beyond this end.
    /// </summary>
    public long Next(Topic topic, int shard) => One(_last, topic, shard);

    public long Start(Topic topic, int shard) => One(_first, topic, shard);

    /// <summary>The base of the row that holds the offset; the offset itself where none does.</summary>
    public long RowBase(Topic topic, int shard, long offset)
    {
        var found = _around.Bind(1, (int)topic).Bind(2, shard).Bind(3, offset).Step() && _around.Long(0) + _around.Long(1) > offset ? _around.Long(0) : offset;
        _around.Reset();
        return found;
    }

    public PartitionStatistics Describe(Topic topic, int shard)
    {
        if (!_first.Bind(1, (int)topic).Bind(2, shard).Step()) return new PartitionStatistics(topic, shard, 0, 0, 0, 0, null, null);
        var (start, before, firstAppended) = (_first.Long(0), _first.Long(1), _first.Long(2));
        _first.Reset();
        _last.Bind(1, (int)topic).Bind(2, shard).Step();
        var (next, bytes, lastAppended) = (_last.Long(0), _last.Long(1) - before, _last.Long(2));
        _last.Reset();
        var records = next - start;
        if (topic == Topic.Progress)
        {
            // Compacted: what lies between the first and the last row may be gone.
            _total.Bind(1, (int)topic).Bind(2, shard).Step();
            (records, bytes) = (_total.Long(0), _total.Long(1));
            _total.Reset();
        }
        return new PartitionStatistics(topic, shard, records, bytes, start, next, new Timestamp(firstAppended), new Timestamp(lastAppended));
    }

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[_begin, _end, _last, _first, _total, _around, Peek, Rows]) statement.Dispose();
        _database.Dispose();
    }

    private static long One(Statement statement, Topic topic, int shard)
    {
        var value = statement.Bind(1, (int)topic).Bind(2, shard).Step() ? statement.Long(0) : 0;
        statement.Reset();
        return value;
    }
}
