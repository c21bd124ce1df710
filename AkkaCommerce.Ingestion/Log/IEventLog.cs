using Akka;
using Akka.Streams.Dsl;

namespace AkkaCommerce.Ingestion.Log;

/// <summary>The log of events: per shard one partition of every <see cref="Topic"/>, written in transactions, read as a stream of batches.</summary>
public interface IEventLog : IAsyncDisposable
{
    /// <summary>This log's own name, made when the log was: a database that belongs to another log is told apart by it.</summary>
    string Identity { get; }

    /// <summary>Partitions of every topic, 1 to 1024.</summary>
    int Shards { get; }

    /// <summary>Whether offsets count records, without gaps. (Kafka's do not: a transaction takes one more of each partition.)</summary>
    bool CountsRecords => true;

    /// <summary>That the log as a whole does not answer now, in a word or two; null: it does, as far as anyone knows.</summary>
    string? Away => null;

    /// <summary>Where final windows go besides SQL; null: nowhere.</summary>
    ISnapshotTopic? Snapshots => null;

    /// <summary>
    /// Opens the one writer of a source for a shard. Fenced: opening makes any older one of the same source and shard fail at its next commit
    /// (<see cref="WriterFencedException"/>), and settles what that one had in flight before the last committed progress is read.
    /// </summary>
    /// <exception cref="LogUnavailableException">The log cannot be written now; try again later.</exception>
    Task<IShardLogWriter> OpenWriterAsync(int shard, string source, CancellationToken cancel);

    /// <summary>
    /// Committed records of a shard's partition of some topics, each topic in order, about by append time across them, but a topic of which the
    /// reader holds nothing (every batch of it disposed) goes first. Never completes; goes on with what is appended later, by any process.
    /// Fails with <see cref="RecordsNotHeldException"/> where <paramref name="from"/> lies before what is still held.
    /// </summary>
    Source<RecordBatch, NotUsed> Read(int shard, Positions from, TopicSet topics);

    /// <summary>Where each topic of the partition ends, counting what is written and not yet committed.</summary>
    ValueTask<Positions> EndsAsync(int shard, CancellationToken cancel);

    /// <summary>The first positions of the partition that are still held.</summary>
    ValueTask<Positions> StartsAsync(int shard, CancellationToken cancel);

    /// <summary>What each partition of each topic holds, by shard, then topic.</summary>
    ValueTask<IReadOnlyList<PartitionStatistics>> StatisticsAsync(CancellationToken cancel);
}

/// <summary>The open writer of one source for one shard.</summary>
public interface IShardLogWriter : IAsyncDisposable
{
    int Shard { get; }

    string Source { get; }

    /// <summary>The source's last progress committed when the writer was opened; null where there never was one.</summary>
    Progress? Progress { get; }

    /// <summary>
    /// Commits batches in order, one transaction each (or several grouped in one): the Akka.Streams sink of the shop.
    /// Fails with <see cref="WriterFencedException"/>, or with <see cref="LogUnavailableException"/> where the outcome of a commit is unknown:
    /// then a new writer must be opened, whose progress tells whether it went through.
    /// </summary>
    Flow<ShardBatch, ShardCommitted, NotUsed> Flow { get; }
}
