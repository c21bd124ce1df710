using Akka;
using Akka.Streams.Dsl;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AkkaCommerce.Ingestion.Memory;

/// <summary>A log in the memory of this process: for tests, and for runs of which nothing shall stay.</summary>
public sealed class MemoryEventLog : IEventLog
{
    private readonly MemoryShard[] _shards;
    private readonly AppendSignals _signals;
    private readonly TimeProvider _time;
    private readonly RetentionLoop? _retention;
    private int _closed;

    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public MemoryEventLog(MemoryLogOptions? options = null, TimeProvider? time = null, IRetentionFloor? floor = null, ILogger<MemoryEventLog>? logger = null)
    {
        options ??= new MemoryLogOptions();
        options.Validate();
        _time = time ?? TimeProvider.System;
        Identity = options.Identity ?? Guid.NewGuid().ToString("N");
        _shards = [.. Enumerable.Range(0, options.Shards).Select(shard => new MemoryShard(shard))];
        _signals = new AppendSignals(options.Shards);
        if (options.Retention is { } retention)
            _retention = new RetentionLoop(retention, options.Shards, floor, _time, logger ?? NullLogger<MemoryEventLog>.Instance, (shard, limits, _) =>
            {
                _shards[shard].Trim(limits);
                return ValueTask.CompletedTask;
            });
    }

    public string Identity { get; }

    public int Shards => _shards.Length;

    public Task<IShardLogWriter> OpenWriterAsync(int shard, string source, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested) return Task.FromCanceled<IShardLogWriter>(cancel);
        if (IsClosed) return Task.FromException<IShardLogWriter>(Closed());
        var (epoch, progress) = _shards[shard].Open(source);
        return Task.FromResult<IShardLogWriter>(new Writer(this, shard, source, epoch, progress));
    }

    public Source<RecordBatch, NotUsed> Read(int shard, Positions from, TopicSet topics)
    {
        _ = _shards[shard];
        return Source.FromGraph(new RecordSource(shard, _signals, () => new Reader(this, shard, from, topics)));
    }

    public ValueTask<Positions> EndsAsync(int shard, CancellationToken cancel) =>
        IsClosed ? ValueTask.FromException<Positions>(Closed()) : ValueTask.FromResult(_shards[shard].Ends());

    public ValueTask<Positions> StartsAsync(int shard, CancellationToken cancel) =>
        IsClosed ? ValueTask.FromException<Positions>(Closed()) : ValueTask.FromResult(_shards[shard].Starts());

    public ValueTask<IReadOnlyList<PartitionStatistics>> StatisticsAsync(CancellationToken cancel)
    {
        var partitions = new List<PartitionStatistics>(Shards * Topics.Count);
        foreach (var shard in _shards) shard.Describe(partitions);
        return ValueTask.FromResult<IReadOnlyList<PartitionStatistics>>(partitions);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0) return;
        if (_retention is not null) await _retention.DisposeAsync();
        _signals.AppendedAnywhere();
    }

    private bool IsClosed => Volatile.Read(ref _closed) != 0;

    private static LogUnavailableException Closed() => new("the log is closed");

    private sealed class Writer(MemoryEventLog log, int shard, string source, long epoch, Progress? progress) : IShardLogWriter, IBatchCommitter
    {
        private int _disposed;

        public int Shard => shard;

        public string Source => source;

        public Progress? Progress => progress;

        public Flow<ShardBatch, ShardCommitted, NotUsed> Flow => Akka.Streams.Dsl.Flow.FromGraph(new BatchFlow(this));

        public void Commit(ShardBatch batch, Action<CommitOutcome> answer)
        {
            using (batch)
            {
                if (log.IsClosed || Volatile.Read(ref _disposed) != 0)
                {
                    answer(new CommitOutcome(null, log.IsClosed ? Closed() : new LogUnavailableException("the writer is closed")));
                    return;
                }
                var committed = new ShardCommitted(batch.Number, batch.Progress, batch.EventCount);
                var now = Timestamp.From(log._time.GetUtcNow());
                if (!log._shards[shard].TryCommit(source, epoch, batch, now))
                {
                    answer(new CommitOutcome(null, Fenced.By(source, shard)));
                    return;
                }
                log._signals.Appended(shard);
                answer(new CommitOutcome(committed));
            }
        }

        public ValueTask DisposeAsync()
        {
            Volatile.Write(ref _disposed, 1);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Reader(MemoryEventLog log, int shard, Positions positions, TopicSet topics) : IPartitionReader
    {
        private readonly HeldBatches _held = new();
        private Positions _positions = positions;

        public void Next(Action<ReadOutcome> answer)
        {
            ReadOutcome outcome;
            try
            {
                outcome = log.IsClosed ? new ReadOutcome(null, Closed()) : new ReadOutcome(log._shards[shard].Read(ref _positions, topics, _held));
            }
            catch (RecordsNotHeldException e)
            {
                outcome = new ReadOutcome(null, e);
            }
            answer(outcome);
        }

        public void Dispose()
        {
        }
    }
}
