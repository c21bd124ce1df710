using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using Microsoft.Extensions.Time.Testing;

namespace AkkaCommerce.Tests.Ingestion.Log;

/// <summary>What every log must do. One class a log derives from it.</summary>
public abstract partial class EventLogCompliance : IAsyncLifetime
{
    private const int Shards = 4;
    private const string Simulation = Progress.Simulation;

    private readonly ActorSystem _system = ActorSystem.Create("log", "akka.loglevel = WARNING\nakka.stdout-loglevel = OFF");
    private readonly List<IEventLog> _open = [];

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2025, 9, 7, 12, 0, 0, TimeSpan.Zero));

    private ActorMaterializer Streams { get; set; } = null!;

    /// <summary>The log under test; opened again, the same one: as another process would see it where others can.</summary>
    protected abstract IEventLog Open(int shards, Retention? retention, IRetentionFloor? floor);

    public Task InitializeAsync()
    {
        Streams = _system.Materializer();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _system.Terminate();
        foreach (var log in _open) await log.DisposeAsync();
        Clean();
    }

    protected virtual void Clean()
    {
    }

    private IEventLog OpenLog(Retention? retention = null, IRetentionFloor? floor = null)
    {
        var log = Open(Shards, retention, floor);
        _open.Add(log);
        return log;
    }

    private static Task<IShardLogWriter> OpenWriter(IEventLog log, int shard = 0, string source = Simulation) => log.OpenWriterAsync(shard, source, default);

    /// <summary>Batches with as many page views each, keys and values counted from the batch's number.</summary>
    private static ShardBatch Batch(long number, int views = 3, int valueBytes = 20, Topic topic = Topic.PageViews)
    {
        var batch = new ShardBatch(number, new Progress(new Timestamp(number * 1000))) { Truth = new byte[] { (byte)number } };
        for (var i = 0; i < views; i++) batch.Events(topic).Add(LogText.Key(i), LogText.Value(number, i, valueBytes));
        return batch;
    }

    private Task<IReadOnlyList<ShardCommitted>> Commit(IShardLogWriter writer, params ShardBatch[] batches) => Commit(writer, (IEnumerable<ShardBatch>)batches);

    private async Task<IReadOnlyList<ShardCommitted>> Commit(IShardLogWriter writer, IEnumerable<ShardBatch> batches) =>
        await Source.From(batches).Via(writer.Flow).RunWith(Sink.Seq<ShardCommitted>(), Streams).WaitAsync(Patience);

    private LogReading Reading(IEventLog log, Positions from = default, TopicSet topics = TopicSet.All, int shard = 0) =>
        new(log.Read(shard, from, topics).RunWith(Sink.Queue<RecordBatch>().WithAttributes(Attributes.CreateInputBuffer(1, 1)), Streams));

    /// <summary>How many records a shard's partition of a topic holds, all committed.</summary>
    private async Task<int> Count(IEventLog log, Topic topic, int shard = 0)
    {
        var (ends, count) = (await log.EndsAsync(shard, default), 0);
        var topics = (TopicSet)(1 << (int)topic);
        for (var reading = Reading(log, topics: topics, shard: shard); !reading.Positions.Reaches(ends, topics);)
        {
            using var batch = await reading.Next();
            count += batch.Count;
        }
        return count;
    }

    /// <summary>Records follow each other: without a gap where the log's offsets count records.</summary>
    private void ShouldFollow(IEnumerable<Seen> seen, long from = 0)
    {
        var offsets = seen.Select(record => record.Offset).ToArray();
        if (Abilities.HasFlag(LogAbilities.CountsRecords)) offsets.ShouldBe(Enumerable.Range(0, offsets.Length).Select(offset => from + offset));
        else offsets.Zip(offsets.Skip(1)).ShouldAllBe(pair => pair.Item1 < pair.Item2);
    }

    /// <summary>The log's clock moves on, about as far.</summary>
    protected virtual Task Pass(TimeSpan span)
    {
        Time.Advance(span);
        return Task.CompletedTask;
    }

    private LogAbilities Abilities => LogUnderTestAttribute.Of(GetType()).Abilities;

    private static TimeSpan Patience => TimeSpan.FromMinutes(1);
}
