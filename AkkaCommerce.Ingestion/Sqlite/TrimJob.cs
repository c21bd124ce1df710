using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Ingestion.Sqlite;

/// <summary>
/// Removes some of a shard's oldest rows. The last row of a partition always stays: it says where the partition ends; and the greatest id is never
/// given twice, by which other processes notice rows.
/// </summary>
internal sealed class TrimJob(int shard, TrimLimits limits) : WriteJob
{
    /// <summary>Bytes and rows that one transaction removes at most, so that commits do not wait for long.</summary>
    private const long MostBytes = 8 * 1024 * 1024;

    private const int MostRows = 500;

    private readonly TaskCompletionSource<bool> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _bytes;
    private int _rows;

    /// <summary>Whether there may be more to remove.</summary>
    public Task<bool> Done => _done.Task;

    public override void Apply(LogTransaction transaction, Timestamp now)
    {
        (_bytes, _rows) = (0, 0);
        for (var topic = 0; topic < Topics.Count; topic++)
        {
            if ((Topic)topic == Topic.Progress) Compact(transaction.Database);
            else Trim(transaction.Database, (Topic)topic, (Topic)topic == Topic.Truth ? limits.OfTruth(OldestEvent(transaction.Database)) : limits);
        }
    }

    public override void Committed() => _done.TrySetResult(_bytes >= MostBytes || _rows >= MostRows);

    public override void Failed(Exception reason) => _done.TrySetException(reason);

    private Timestamp? OldestEvent(LogDatabase database)
    {
        using var oldest = database.Prepare("SELECT append_time FROM records WHERE topic=? AND shard=? ORDER BY base LIMIT 1");
        Timestamp? appended = null;
        for (var topic = 0; topic < Topics.EventTopics; topic++)
        {
            if (oldest.Bind(1, topic).Bind(2, shard).Step() && (appended is null || oldest.Long(0) < appended.Value.Milliseconds)) appended = new Timestamp(oldest.Long(0));
            oldest.Reset();
        }
        return appended;
    }

    private void Trim(LogDatabase database, Topic topic, TrimLimits limits)
    {
        using var last = database.Prepare("SELECT id, before + length(data) FROM records WHERE topic=? AND shard=? ORDER BY base DESC LIMIT 1");
        if (!last.Bind(1, (int)topic).Bind(2, shard).Step()) return;
        var (lastId, end) = (last.Long(0), last.Long(1));
        last.Reset();
        using var oldest = database.Prepare(
            "SELECT id, base + count, append_time, before, length(data) FROM records WHERE topic=? AND shard=? ORDER BY base LIMIT 1");
        using var delete = database.Prepare("DELETE FROM records WHERE id=?");
        while (_bytes < MostBytes && _rows < MostRows && oldest.Bind(1, (int)topic).Bind(2, shard).Step())
        {
            var (id, next, appended, before, bytes) = (oldest.Long(0), oldest.Long(1), oldest.Long(2), oldest.Long(3), oldest.Long(4));
            oldest.Reset();
            var goes = id != lastId && next <= limits.Floor[topic] && appended < limits.KeptSince.Milliseconds && (appended < limits.AppendedBefore.Milliseconds || end - before > limits.Bytes);
            if (!goes) return;
            delete.Bind(1, id).Run();
            (_bytes, _rows) = (_bytes + bytes, _rows + 1);
        }
    }

    /// <summary>Of the progress what is the last of a source stays, and with it the last of all.</summary>
    private void Compact(LogDatabase database)
    {
        using var compact = database.Prepare(
            """
            DELETE FROM records WHERE id IN (
              SELECT id FROM records r WHERE topic=?1 AND shard=?2 AND append_time<?3 AND base + count <= ?4
                AND base < (SELECT max(base) FROM records WHERE topic=?1 AND shard=?2)
                AND NOT EXISTS (SELECT 1 FROM writers w WHERE w.shard=?2 AND w.progress_at >= r.base AND w.progress_at < r.base + r.count)
              ORDER BY base LIMIT ?5)
            """);
        compact.Bind(1, (int)Topic.Progress).Bind(2, shard).Bind(3, limits.ProgressBefore.Milliseconds).Bind(4, limits.Floor[Topic.Progress]).Bind(5, MostRows).Run();
        _rows += database.Changes;
    }
}
