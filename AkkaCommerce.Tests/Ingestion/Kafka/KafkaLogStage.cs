using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Kafka;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Tests.Ingestion.Log;

namespace AkkaCommerce.Tests.Ingestion.Kafka;

/// <summary>A log in topics of its own on the Kafka under test, with what tests do to it beside the program.</summary>
internal sealed class KafkaLogStage : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ActorSystem _system = ActorSystem.Create("kafka", "akka.loglevel = WARNING\nakka.stdout-loglevel = OFF");
    private readonly List<KafkaEventLog> _logs = [];

    private KafkaLogStage() => Streams = _system.Materializer();

    public TestTopics Topics { get; } = new();

    public KafkaEventLog Log => _logs[0];

    public ActorMaterializer Streams { get; }

    public static async Task<KafkaLogStage> OpenAsync(int shards = 1, int? replication = 1, TimeSpan? statisticsInterval = null)
    {
        var stage = new KafkaLogStage();
        await stage.OpenAgainAsync(stage.Topics.Options(shards, replication: replication, statisticsInterval: statisticsInterval));
        return stage;
    }

    public async Task<KafkaEventLog> OpenAgainAsync(KafkaLogOptions options)
    {
        var (identity, shards) = await KafkaEventLog.IdentifyAsync(options);
        var log = new KafkaEventLog(options, identity, shards);
        _logs.Add(log);
        return log;
    }

    public LogReading Reading(TopicSet topics = TopicSet.All, Positions from = default, IEventLog? log = null) =>
        new((log ?? Log).Read(0, from, topics).RunWith(Sink.Queue<RecordBatch>().WithAttributes(Attributes.CreateInputBuffer(1, 1)), Streams));

    /// <summary>Reads until the ends as they are now.</summary>
    public async Task<List<Seen>> ToTheEndAsync(TopicSet topics = TopicSet.All)
    {
        var ends = await Log.EndsAsync(0, default);
        var seen = new List<Seen>();
        for (var reading = Reading(topics); !reading.Positions.Reaches(ends, topics);) seen.AddRange(await reading.Batch());
        return seen;
    }

    public async Task CommitAsync(IShardLogWriter writer, params ShardBatch[] batches) =>
        await Source.From(batches).Via(writer.Flow).RunWith(Sink.Ignore<ShardCommitted>(), Streams).WaitAsync(Patience);

    public Task<IShardLogWriter> WriterAsync(string source = Progress.Simulation) => Log.OpenWriterAsync(0, source, default);

    public static ShardBatch Batch(long number, int views = 3, int valueBytes = 20)
    {
        var batch = new ShardBatch(number, new Progress(new Timestamp(number * 1000))) { Truth = new byte[] { (byte)number } };
        for (var i = 0; i < views; i++) batch.Events(Topic.PageViews).Add(LogText.Key(i), LogText.Value(number, i, valueBytes));
        return batch;
    }

    public async ValueTask DisposeAsync()
    {
        await _system.Terminate();
        foreach (var log in _logs) await log.DisposeAsync();
        Topics.Dispose();
    }
}
