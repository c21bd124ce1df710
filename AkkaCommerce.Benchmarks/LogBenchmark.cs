using System.Diagnostics;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Sqlite;

namespace AkkaCommerce.Benchmarks;

/// <summary>The log in a SQLite file under full load: every shard written and read at once.</summary>
internal sealed class LogBenchmark : IBenchmark
{
    private const int Shards = 8;
    private const int EventsPerBatch = 10_000;

    public string Name => "log";

    public string About => "events of 250 B into the SQLite log through its streams, with a reader a shard beside";

    public IReadOnlyList<Figure> Run(double scale)
    {
        using var folder = new TemporaryFolder();
        return RunAsync(folder, (int)Math.Max(8, 64 * scale)).GetAwaiter().GetResult();
    }

    private static async Task<IReadOnlyList<Figure>> RunAsync(TemporaryFolder folder, int batches)
    {
        using var system = ActorSystem.Create("log-benchmark", "akka.loglevel = WARNING");
        using var streams = system.Materializer();
        var log = SqliteEventLog.Open(new SqliteLogOptions { Path = folder["log.db"], Shards = Shards });
        await Pass(log, streams, 4);

        var before = GC.GetTotalAllocatedBytes(precise: true);
        var (written, read) = await Pass(log, streams, batches);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        var events = (double)batches * Shards * EventsPerBatch;
        var closing = Stopwatch.GetTimestamp();
        var (wal, pause) = (log.Checkpoints!.GreatestBytes, log.Checkpoints.LongestPause);
        await log.DisposeAsync();
        var closed = Stopwatch.GetElapsedTime(closing).TotalMilliseconds;
        await system.Terminate();
        return
        [
            new Figure("written, a reader a shard beside", events / written.TotalSeconds, "events/s", 1_400_000),
            new Figure("written and read", events / read.TotalSeconds, "events/s"),
            new Figure("allocated an event, all of the process", allocated / events, "B", 1, MoreIsBetter: false),
            new Figure("greatest live write-ahead log", wal / 1048576.0, "MiB", 300, MoreIsBetter: false),
            new Figure("longest pause for it", pause.TotalMilliseconds, "ms", 500, MoreIsBetter: false),
            new Figure("closing", closed, "ms", 1000, MoreIsBetter: false),
        ];
    }

    private static async Task<(TimeSpan Written, TimeSpan Read)> Pass(SqliteEventLog log, ActorMaterializer streams, int batches)
    {
        var began = Stopwatch.GetTimestamp();
        var writing = new List<Task>();
        var reading = new List<Task>();
        for (var shard = 0; shard < Shards; shard++)
        {
            var from = await log.EndsAsync(shard, default);
            var until = from[Topic.PageViews] + (batches * EventsPerBatch * 7L / 10);
            reading.Add(log.Read(shard, from, TopicSet.Analysed).Select(Release).TakeWhile(at => at.Topic != Topic.PageViews || at.Next < until)
                .RunWith(Sink.Ignore<(Topic, long)>(), streams));
            var writer = await log.OpenWriterAsync(shard, Progress.Simulation, default);
            writing.Add(Source.From(Enumerable.Range(1, batches)).Select(Batch).Via(writer.Flow).RunWith(Sink.Ignore<ShardCommitted>(), streams));
        }
        await Task.WhenAll(writing);
        var written = Stopwatch.GetElapsedTime(began);
        await Task.WhenAll(reading);
        return (written, Stopwatch.GetElapsedTime(began));
    }

    private static (Topic Topic, long Next) Release(RecordBatch batch)
    {
        using (batch) return (batch.Topic, batch.NextPosition);
    }

    private static ShardBatch Batch(int number)
    {
        var batch = new ShardBatch(number, new Progress(new Timestamp(number)));
        Span<byte> value = stackalloc byte[250];
        value.Fill((byte)'x');
        for (var i = 0; i < EventsPerBatch; i++)
            batch.Events((i % 10) switch { < 7 => Topic.PageViews, < 9 => Topic.CartEvents, _ => Topic.Sessions }).Add("user_000123"u8, value);
        return batch;
    }
}
