using Akka;
using Akka.Streams.Dsl;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Tests.Analytics.Partitions;

/// <summary>A log that does not always tell its ends, and may say that it holds less than it does.</summary>
internal sealed class ReadLog(IEventLog log) : IEventLog
{
    private int _failingEnds;

    public int EndsAsked { get; private set; }

    public Positions? Starts { get; set; }

    public string Identity => log.Identity;

    public int Shards => log.Shards;

    public void FailEnds(int times) => Volatile.Write(ref _failingEnds, times);

    public Task<IShardLogWriter> OpenWriterAsync(int shard, string source, CancellationToken cancel) => log.OpenWriterAsync(shard, source, cancel);

    public Source<RecordBatch, NotUsed> Read(int shard, Positions from, TopicSet topics) => log.Read(shard, from, topics);

    public ValueTask<Positions> EndsAsync(int shard, CancellationToken cancel)
    {
        EndsAsked++;
        return Interlocked.Decrement(ref _failingEnds) >= 0 ? ValueTask.FromException<Positions>(new LogUnavailableException("gone in the test")) : log.EndsAsync(shard, cancel);
    }

    public ValueTask<Positions> StartsAsync(int shard, CancellationToken cancel) => Starts is { } starts ? ValueTask.FromResult(starts) : log.StartsAsync(shard, cancel);

    public ValueTask<IReadOnlyList<PartitionStatistics>> StatisticsAsync(CancellationToken cancel) => log.StatisticsAsync(cancel);

    public ValueTask DisposeAsync() => log.DisposeAsync();
}
