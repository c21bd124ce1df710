using System.Globalization;
using System.Security.Cryptography;
using Akka;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Util;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Ingestion.Replay;

/// <summary>
/// Foreign events from a file or standard input into the log. How far each shard has come is committed with its events, so a file whose replay was
/// broken off at any moment goes on there, and nothing is lost or doubled.
/// </summary>
public sealed class ReplayFile(IEventLog log, IDeadLetters deadLetters, IMaterializer materializer, TimeProvider time)
{
    /// <summary>How often one file may be replayed.</summary>
    private const int MostTimes = 1000;

    /// <param name="input">What is read where <see cref="ReplayOptions.Path"/> is <see cref="ReplayOptions.StandardInput"/>.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="LogUnavailableException">The log cannot be written now: the same replay again goes on from there (not of standard input).</exception>
    /// <exception cref="WriterFencedException">Another process replays the same file.</exception>
    public async Task<ReplayResult> RunAsync(ReplayOptions options, Stream? input, CancellationToken cancel)
    {
        options.Validate();
        var isFile = options.Path != ReplayOptions.StandardInput;
        await using var stream = isFile ? OpenFile(options.Path) : input ?? Console.OpenStandardInput();
        var sha256 = isFile ? Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel)) : "";
        if (isFile) stream.Position = 0;

        var name = isFile ? $"replay-{sha256[..16]}" : $"replay-{Guid.NewGuid():N}"[..23];
        var writers = new List<IShardLogWriter>();
        try
        {
            var source = await OpenFirstAsync(name, sha256, options.Again, writers, cancel);
            if (ReplayDetail.Of(writers[0].Progress, sha256, source).Complete) return new ReplayResult(source, 0, 0, 0, 0, WasComplete: true);
            for (var shard = 1; shard < log.Shards; shard++) writers.Add(await log.OpenWriterAsync(shard, source, cancel));

            var reached = writers.Select(writer => ReplayDetail.Of(writer.Progress, sha256, source).Line);
            var gathering = new ReplayGathering(source.Replace("replay-", "replay:", StringComparison.Ordinal), sha256, options.OwnRun, reached, options.ClosedThrough ?? []);
            using var lines = new LineReader(stream, EventReader.MaxRecordBytes);
            var pace = options.Speed is { } speed ? new ReplayPace(speed, time) : null;
            Action? read = isFile && options.Progress is { } progress ? () => progress((double)stream.Position / Math.Max(1, stream.Length)) : null;
            await PourAsync(new ReplayInput(lines, gathering, pace, deadLetters, options.MostGathered, time), read, writers, cancel);
            if (isFile) await CompleteAsync(writers[0], new ReplayDetail(sha256, lines.Number, Complete: true));
            return new ReplayResult(source, gathering.Accepted, gathering.AlreadyThere, gathering.Rejected, gathering.Late) { FirstRejected = gathering.FirstRejected };
        }
        finally
        {
            foreach (var writer in writers) await writer.DisposeAsync();
        }
    }

    /// <summary>Opens the writer of shard 0, which knows whether the replay was brought to its end: of the first time, or of the first that was not.</summary>
    private async Task<string> OpenFirstAsync(string name, string sha256, bool again, List<IShardLogWriter> writers, CancellationToken cancel)
    {
        for (var times = 1; ; times++)
        {
            var source = times == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-{times}");
            var writer = await log.OpenWriterAsync(0, source, cancel);
            if (!again || times == MostTimes || !ReplayDetail.Of(writer.Progress, sha256, source).Complete)
            {
                writers.Add(writer);
                return source;
            }
            await writer.DisposeAsync();
        }
    }

    /// <param name="read">Called when more of the input is read.</param>
    private async Task PourAsync(ReplayInput input, Action? read, IReadOnlyList<IShardLogWriter> writers, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Task reading = Task.CompletedTask;
        var steps = Source.UnfoldAsync(NotUsed.Instance, _ =>
        {
            var next = NextAsync(input, stop.Token);
            reading = next;
            read?.Invoke();
            return next;
        }).SelectMany(batches => batches);
        try
        {
            await Graph(steps, writers).Run(materializer).WaitAsync(cancel);
        }
        catch (AggregateException e) when (e.InnerException is { } inner)
        {
            throw inner;
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private static async Task<Option<(NotUsed, IReadOnlyList<ShardStep>)>> NextAsync(ReplayInput input, CancellationToken cancel)
    {
        var batches = await input.NextAsync(cancel);
        return batches.Count == 0 ? Option<(NotUsed, IReadOnlyList<ShardStep>)>.None : (NotUsed.Instance, batches);
    }

    /// <summary>One source, a way for each shard through its writer's flow; complete when all is committed.</summary>
    private static RunnableGraph<Task<Done>> Graph(Source<ShardStep, NotUsed> steps, IReadOnlyList<IShardLogWriter> writers) =>
        RunnableGraph.FromGraph(GraphDsl.Create(Sink.Ignore<ShardCommitted>(), (builder, committed) =>
        {
            var shards = builder.Add(new Partition<ShardStep>(writers.Count, step => step.Shard));
            var all = builder.Add(new Merge<ShardCommitted>(writers.Count));
            builder.From(builder.Add(steps)).To(shards.In);
            for (var shard = 0; shard < writers.Count; shard++)
                builder.From(shards.Out(shard)).Via(Flow.Create<ShardStep>().Select(step => step.Batch).Via(writers[shard].Flow)).To(all.In(shard));
            builder.From(all.Out).To(committed);
            return ClosedShape.Instance;
        }));

    private async Task CompleteAsync(IShardLogWriter writer, ReplayDetail detail) =>
        await Source.Single(new ShardBatch(long.MaxValue, detail.ToProgress())).Via(writer.Flow).RunWith(Sink.Ignore<ShardCommitted>(), materializer);

    private static FileStream OpenFile(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, FileOptions.SequentialScan | FileOptions.Asynchronous);
}
