using System.Text;
using Akka;
using Akka.Streams.Dsl;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Ingestion.Sqlite;

/// <summary>The open writer of one source for one shard; its batches meet those of the others on the writing thread.</summary>
internal sealed class SqliteShardWriter(LogWriting writing, int shard, string source, long epoch, Progress? progress) : IShardLogWriter, IBatchCommitter
{
    private Exception? _failure;

    public int Shard => shard;

    public string Source => source;

    public long Epoch => epoch;

    public Progress? Progress => progress;

    public byte[] Key { get; } = Encoding.UTF8.GetBytes(source);

    /// <summary>The writing thread's own, for the records beside the events.</summary>
    public PackedRecords Beside { get; } = new(512);

    /// <summary>Why nothing more is committed; null: all is well.</summary>
    public Exception? Failure => Volatile.Read(ref _failure);

    public Flow<ShardBatch, ShardCommitted, NotUsed> Flow => Akka.Streams.Dsl.Flow.FromGraph(new BatchFlow(this));

    public void Commit(ShardBatch batch, Action<CommitOutcome> answer) => writing.Add(new CommitJob(this, batch, answer));

    public void Fail(Exception reason) => Interlocked.CompareExchange(ref _failure, reason, null);

    public ValueTask DisposeAsync()
    {
        Fail(new LogUnavailableException("the writer is closed"));
        return ValueTask.CompletedTask;
    }
}
