using Akka;
using Akka.Streams.Dsl;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Tests.Ingestion.Replay;

/// <summary>A log whose writers fail once, at a batch counted over all shards, before it is committed or after, as in a crash.</summary>
internal sealed class FailingLog(IEventLog log, int failAt, bool committed) : IEventLog
{
    private int _batches;

    public int Batches => _batches;

    public string Identity => log.Identity;

    public int Shards => log.Shards;

    public async Task<IShardLogWriter> OpenWriterAsync(int shard, string source, CancellationToken cancel) =>
        new Writer(this, committed, await log.OpenWriterAsync(shard, source, cancel));

    public Source<RecordBatch, NotUsed> Read(int shard, Positions from, TopicSet topics) => log.Read(shard, from, topics);

    public ValueTask<Positions> EndsAsync(int shard, CancellationToken cancel) => log.EndsAsync(shard, cancel);

    public ValueTask<Positions> StartsAsync(int shard, CancellationToken cancel) => log.StartsAsync(shard, cancel);

    public ValueTask<IReadOnlyList<PartitionStatistics>> StatisticsAsync(CancellationToken cancel) => log.StatisticsAsync(cancel);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private bool FailsNow() => Interlocked.Increment(ref _batches) == failAt;

    private sealed class Writer(FailingLog log, bool committed, IShardLogWriter writer) : IShardLogWriter
    {
        public int Shard => writer.Shard;

        public string Source => writer.Source;

        public Progress? Progress => writer.Progress;

        public Flow<ShardBatch, ShardCommitted, NotUsed> Flow => Akka.Streams.Dsl.Flow.Create<ShardBatch>()
            .Select(batch => Pass(batch, !committed))
            .Via(writer.Flow)
            .Select(batch => Pass(batch, committed));

        public ValueTask DisposeAsync() => writer.DisposeAsync();

        private T Pass<T>(T batch, bool here) =>
            here && log.FailsNow() ? throw new LogUnavailableException("gone in the test") : batch;
    }
}
