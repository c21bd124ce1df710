using System.CommandLine;
using Akka;
using Akka.Streams;
using Akka.Streams.Dsl;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Node.Reporting;

namespace AkkaCommerce.Node.Commands;

/// <summary>The log's records as lines, exactly their bytes.</summary>
internal sealed class ExportCommand : ProgramCommand
{
    private const string CommonPrefix = "ecommerce-";

    private readonly Argument<string[]> _topics = new("TOPIC")
    {
        HelpName = "TOPIC",
        Arity = ArgumentArity.ZeroOrMore,
        Description = "Of which topics, such as ecommerce-purchases or purchases [the four of events]",
    };
    private readonly Option<string> _out = OutputFile.Option("Where they go");
    private readonly Option<string> _format = OutputFormat.Option();
    private readonly Option<bool> _follow = new("--follow") { Description = "Events as they are committed, until Ctrl-C" };
    private readonly Option<bool> _fromBeginning = new("--from-beginning") { Description = "With --follow: first all that the log holds" };

    public ExportCommand()
        : base(
            "export",
            "Writes the log's events, in the log's order, shard after shard: as NDJSON exactly the bytes of each record.",
            ("export > events.ndjson", "all events that the log holds"),
            ("export purchases --out purchases.ndjson", "those of one topic, into a file"),
            ("export --format cloudevents --out events.ndjson.zst", "as CloudEvents, compressed"),
            ("export --follow | head -5", "the next five, beside a running shop"),
            ("export --follow --from-beginning", "all there are, and then those to come"))
    {
        _topics.CompletionSources.Add([.. Enum.GetValues<Topic>().Select(topic => topic.Name())]);
        Arguments.Add(_topics);
        Options.Add(_out);
        Options.Add(_format);
        Options.Add(_follow);
        Options.Add(_fromBeginning);
    }

    public override async Task<int> RunAsync(Invocation invocation, CancellationToken cancel)
    {
        var topics = Named(invocation.Value(_topics) ?? []);
        var (follow, fromBeginning) = (invocation.Value(_follow), invocation.Value(_fromBeginning));
        if (fromBeginning && !follow) throw new ConfigurationException("--from-beginning goes with --follow: without it, export begins at the beginning anyway");
        var format = OutputFormat.Read(invocation.Value(_format), invocation.Value(_out));
        if (format is not null && (topics & ~TopicSet.Events) != TopicSet.None) throw new ConfigurationException("--format: only the four topics of events can be written in another format than json");
        OutputFile.Check(invocation.Value(_out));
        await using var log = await OpenLog.OpenAsync(invocation, cancel);
        if (follow && log.IsTakenAsItIs)
            throw new WorkFailedException($"the folder {Path.GetFullPath(invocation.Program.Data)} cannot be written to and nobody runs its shop: there is nothing to follow");
        await using var file = invocation.Value(_out) is { } path ? new BufferedStream(OutputFile.Create(path), 256 * 1024) : null;
        var lines = new RecordLines(file ?? invocation.Output.Stream, format);
        if (follow) await FollowAsync(log, topics, fromBeginning, lines, cancel);
        else
        {
            using var progress = file is null ? null : invocation.Progress("exporting");
            await HeldAsync(log, topics, lines, progress, cancel);
        }
        lines.Flush();
        if (lines.LeftOut > 0) invocation.Note($"{Show.Count(lines.LeftOut)} records are no events and were left out; --format json writes them as they are");
        return CommandLine.Succeeded;
    }

    /// <summary>What the log holds now, shard after shard.</summary>
    private static async Task HeldAsync(OpenLog log, TopicSet topics, RecordLines lines, WorkProgress? progress, CancellationToken cancel)
    {
        var (starts, ends) = (new Positions[log.Log.Shards], new Positions[log.Log.Shards]);
        for (var shard = 0; shard < ends.Length; shard++) ends[shard] = await log.Log.EndsAsync(shard, cancel);
        for (var shard = 0; shard < ends.Length; shard++) starts[shard] = await log.Log.StartsAsync(shard, cancel);
        var (done, all) = (0L, Enumerable.Range(0, ends.Length).Sum(shard => Between(starts[shard], ends[shard], topics)));
        for (var shard = 0; shard < ends.Length; shard++)
        {
            var (end, reached) = (ends[shard], await log.Log.StartsAsync(shard, cancel));
            if (reached.Reaches(end, topics)) continue;
            await log.Log.Read(shard, reached, topics)
                .Via(cancel.AsFlow<RecordBatch>(cancelGracefully: false))
                .TakeWhile(batch =>
                {
                    using (batch) lines.Write(batch, end[batch.Topic]);
                    done += batch.NextPosition - reached[batch.Topic];
                    reached[batch.Topic] = batch.NextPosition;
                    progress?.Report((double)done / all);
                    return !reached.Reaches(end, topics);
                })
                .RunWith(Sink.Ignore<RecordBatch>(), log.Materializer);
        }
    }

    private static long Between(Positions starts, Positions ends, TopicSet topics) =>
        Enum.GetValues<Topic>().Where(topic => topics.HasFlag((TopicSet)(1 << (int)topic))).Sum(topic => Math.Max(0, ends[topic] - starts[topic]));

    /// <summary>What is committed from now on, of all shards as it comes, seen at once by whoever reads.</summary>
    private static async Task FollowAsync(OpenLog log, TopicSet topics, bool fromBeginning, RecordLines lines, CancellationToken cancel)
    {
        Source<RecordBatch, NotUsed>? all = null;
        for (var shard = 0; shard < log.Log.Shards; shard++)
        {
            var source = log.Log.Read(shard, fromBeginning ? await log.Log.StartsAsync(shard, cancel) : await log.Log.EndsAsync(shard, cancel), topics);
            all = all is null ? source : all.Merge(source);
        }
        await all!
            .Via(cancel.AsFlow<RecordBatch>(cancelGracefully: true))
            .RunForeach(batch =>
            {
                using (batch) lines.Write(batch, long.MaxValue);
                lines.Flush();
            }, log.Materializer);
    }

    /// <summary>The nearest is looked for among the names as they are and as they may be shortened.</summary>
    private static ConfigurationException NoTopic(string given)
    {
        string[] all = [.. Enum.GetValues<Topic>().Select(topic => topic.Name())], shortened = [.. all.Select(name => name[CommonPrefix.Length..])];
        return new($"TOPIC: '{given}' is none of {string.Join(", ", all)}, with or without '{CommonPrefix}'{Suggestion.For(given, [.. all, .. shortened])}");
    }

    private static TopicSet Named(string[] names)
    {
        if (names.Length == 0) return TopicSet.Events;
        var topics = TopicSet.None;
        foreach (var name in names)
        {
            if (!Topics.TryParse(name, out var topic) && !Topics.TryParse(CommonPrefix + name, out topic))
                throw NoTopic(name);
            topics |= (TopicSet)(1 << (int)topic);
        }
        return topics;
    }
}
