using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Ingestion.Sqlite;

/// <summary>Something to be done inside a writing transaction; several share one.</summary>
internal abstract class WriteJob
{
    /// <summary>About how much it writes.</summary>
    public virtual int Bytes => 0;

    /// <summary>The shard whose readers have something to read afterwards; -1: none.</summary>
    public virtual int Appends => -1;

    /// <summary>Writes; what is wrong with this job alone is kept for <see cref="Committed"/>, what is thrown undoes the whole transaction.</summary>
    public abstract void Apply(LogTransaction transaction, Timestamp now);

    /// <summary>The transaction is in the file.</summary>
    public abstract void Committed();

    /// <summary>The transaction is not, or nobody knows.</summary>
    public abstract void Failed(Exception reason);
}

/// <summary>A writer is opened: its epoch is the newest from this transaction on.</summary>
internal sealed class OpenJob(int shard, string source, CancellationToken cancel) : WriteJob
{
    private readonly TaskCompletionSource<(long Epoch, Progress? Progress)> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (long, Progress?) _result;
    private bool _cancelled;

    public Task<(long Epoch, Progress? Progress)> Opened => _opened.Task;

    public override void Apply(LogTransaction transaction, Timestamp now)
    {
        _cancelled = cancel.IsCancellationRequested;
        if (!_cancelled) _result = transaction.OpenWriter(shard, source);
    }

    public override void Committed()
    {
        if (_cancelled) _opened.TrySetCanceled(cancel);
        else _opened.TrySetResult(_result);
    }

    public override void Failed(Exception reason) => _opened.TrySetException(reason);
}

/// <summary>One batch of a writer.</summary>
internal sealed class CommitJob(SqliteShardWriter writer, ShardBatch batch, Action<CommitOutcome> answer) : WriteJob
{
    private Exception? _refused;

    public override int Bytes { get; } = Enumerable.Range(0, Topics.EventTopics).Sum(topic => batch.EventsOrNull((Topic)topic)?.Length ?? 0);

    public override int Appends => writer.Shard;

    public override void Apply(LogTransaction transaction, Timestamp now)
    {
        _refused = writer.Failure;
        if (_refused is not null) return;
        var progress = ProgressCodec.Write(batch.Progress);
        if (!transaction.TryProgress(writer.Shard, writer.Source, writer.Epoch, progress))
        {
            _refused = Fenced.By(writer.Source, writer.Shard);
            return;
        }
        for (var topic = 0; topic < Topics.EventTopics; topic++)
            if (batch.EventsOrNull((Topic)topic) is { } events)
                transaction.Append((Topic)topic, writer.Shard, events.Bytes, now.Milliseconds);
        writer.Beside.Clear();
        writer.Beside.Add(writer.Key, progress);
        transaction.Append(Topic.Progress, writer.Shard, writer.Beside.Bytes, now.Milliseconds);
        if (batch.Truth.IsEmpty) return;
        writer.Beside.Clear();
        writer.Beside.Add(writer.Key, batch.Truth.Span);
        transaction.Append(Topic.Truth, writer.Shard, writer.Beside.Bytes, now.Milliseconds);
    }

    public override void Committed()
    {
        if (_refused is not null)
        {
            Failed(_refused);
            return;
        }
        var committed = new ShardCommitted(batch.Number, batch.Progress, batch.EventCount);
        batch.Dispose();
        answer(new CommitOutcome(committed));
    }

    public override void Failed(Exception reason)
    {
        // No later batch of this writer may go in where this one did not.
        writer.Fail(reason);
        batch.Dispose();
        answer(new CommitOutcome(null, reason));
    }
}
