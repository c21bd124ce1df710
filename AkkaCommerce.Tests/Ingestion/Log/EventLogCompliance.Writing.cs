using Akka.Streams.Dsl;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Tests.Ingestion.Log;

public abstract partial class EventLogCompliance
{
    [LogFact]
    public async Task Batches_are_committed_in_order_and_read_in_order_with_consecutive_offsets()
    {
        var log = OpenLog();
        await using var writer = await OpenWriter(log);

        var committed = await Commit(writer, Enumerable.Range(1, 50).Select(number => Batch(number, views: 7)));
        var seen = await Reading(log, topics: TopicSet.PageViews).Records(350);

        committed.Select(c => c.Number).ShouldBe(Enumerable.Range(1, 50).Select(number => (long)number));
        committed.ShouldAllBe(c => c.Events == 7 && c.Progress.Through.Milliseconds == c.Number * 1000);
        ShouldFollow(seen);
        seen.Select(s => s.Value).ShouldBe(Enumerable.Range(1, 50).SelectMany(number => Enumerable.Range(0, 7).Select(i => $"{number}/{i}")));
        seen.ShouldAllBe(s => s.Key.StartsWith("user_"));
    }

    [LogFact]
    public async Task A_batch_brings_its_events_its_progress_and_its_truth_together()
    {
        var log = OpenLog();
        await using var writer = await OpenWriter(log);

        await Commit(writer, Batch(5));
        var seen = await Reading(log).Records(5);

        seen.Count(s => s.Topic == Topic.PageViews).ShouldBe(3);
        seen.Single(s => s.Topic == Topic.Truth).Key.ShouldBe(Simulation);
        var progress = seen.Single(s => s.Topic == Topic.Progress);
        progress.Key.ShouldBe(Simulation);
        ProgressCodec.Read(System.Text.Encoding.UTF8.GetBytes(progress.Value)).ShouldBe(new Progress(new Timestamp(5000)));
    }

    [LogFact]
    public async Task A_batch_may_hold_progress_only()
    {
        var log = OpenLog();
        await using var writer = await OpenWriter(log);

        await Commit(writer, new ShardBatch(1, new Progress(new Timestamp(42))));

        (await Count(log, Topic.Progress)).ShouldBe(1);
        (await Count(log, Topic.Truth)).ShouldBe(0);
        (await Count(log, Topic.PageViews)).ShouldBe(0);
    }

    [LogFact]
    public async Task A_writer_opened_again_says_the_last_progress_of_its_own_source()
    {
        var log = OpenLog();
        await using (var first = await OpenWriter(log))
        {
            first.Progress.ShouldBeNull();
            await Commit(first, Batch(1), Batch(2));
        }
        await using (var replay = await OpenWriter(log, source: "replay"))
        {
            replay.Progress.ShouldBeNull();
            await Commit(replay, new ShardBatch(1, new Progress(Timestamp.Min, "file \"a\", line 7")));
        }

        (await OpenWriter(log)).Progress.ShouldBe(new Progress(new Timestamp(2000)));
        (await OpenWriter(log, source: "replay")).Progress.ShouldBe(new Progress(Timestamp.Min, "file \"a\", line 7"));
        (await OpenWriter(log, shard: 1)).Progress.ShouldBeNull();
    }

    [LogFact]
    public async Task A_writer_that_a_newer_one_has_fenced_fails_at_its_next_commit_and_leaves_no_trace()
    {
        var log = OpenLog();
        var old = await OpenWriter(log);
        await Commit(old, Batch(1));
        var young = await OpenWriter(log);

        await Should.ThrowAsync<WriterFencedException>(() => Commit(old, Batch(2), Batch(3)));
        await Commit(young, Batch(4));

        (await Count(log, Topic.PageViews)).ShouldBe(6);
        (await Reading(log, topics: TopicSet.PageViews).Records(6)).Last().Value.ShouldBe("4/2");
    }

    [LogFact]
    public async Task What_was_in_flight_when_a_newer_writer_opens_is_in_its_progress_or_never_committed()
    {
        var log = OpenLog();
        for (var round = 1; round <= 10; round++)
        {
            var old = await OpenWriter(log);
            var from = old.Progress?.Through.Milliseconds / 1000 ?? 0;
            var writing = Commit(old, Enumerable.Range((int)from + 1, 200).Select(number => Batch(number, views: 20)));
            var young = await OpenWriter(log);
            var settled = young.Progress?.Through.Milliseconds / 1000 ?? 0;
            if (settled < from + 200) await Should.ThrowAsync<WriterFencedException>(() => writing);
            else await writing;

            (await Count(log, Topic.PageViews)).ShouldBe((int)settled * 20);
        }
    }

    [LogFact]
    public async Task Writers_of_other_sources_and_shards_do_not_fence_each_other()
    {
        var log = OpenLog();
        var simulation = await OpenWriter(log);
        var replay = await OpenWriter(log, source: "replay");
        var beside = await OpenWriter(log, shard: 1);

        await Task.WhenAll(
            Commit(simulation, Enumerable.Range(1, 20).Select(number => Batch(number))),
            Commit(replay, Enumerable.Range(1, 20).Select(number => Batch(number))),
            Commit(beside, Enumerable.Range(1, 20).Select(number => Batch(number))));

        (await Count(log, Topic.PageViews)).ShouldBe(120);
        (await Count(log, Topic.PageViews, shard: 1)).ShouldBe(60);
        ShouldFollow(await Reading(log, topics: TopicSet.PageViews).Records(120));
    }

    [LogFact]
    public async Task A_record_of_ten_megabytes_goes_through()
    {
        var log = OpenLog();
        await using var writer = await OpenWriter(log);

        await Commit(writer, Batch(1), Batch(2, views: 2, valueBytes: 10_000_000), Batch(3));
        var seen = await Reading(log, topics: TopicSet.PageViews).Records(8);

        seen.Select(s => s.Value).ShouldBe(["1/0", "1/1", "1/2", "2/0", "2/1", "3/0", "3/1", "3/2"]);
    }

    [LogFact]
    public async Task A_closed_writer_commits_nothing_and_opening_can_be_cancelled()
    {
        var log = OpenLog();
        var writer = await OpenWriter(log);
        await writer.DisposeAsync();

        await Should.ThrowAsync<LogUnavailableException>(() => Commit(writer, Batch(1)));
        await Should.ThrowAsync<OperationCanceledException>(() => log.OpenWriterAsync(0, Simulation, new CancellationToken(canceled: true)));
        (await log.EndsAsync(0, default)).ShouldBe(Positions.Start);
    }

    [LogFact]
    public async Task A_writer_goes_no_further_than_its_downstream_asks()
    {
        var log = OpenLog();
        var writer = await OpenWriter(log);
        var given = 0;
        var queue = Source.From(Enumerable.Range(1, 1000).Select(number => Batch(Interlocked.Increment(ref given) * 0 + number)))
            .Via(writer.Flow).RunWith(Sink.Queue<ShardCommitted>().WithAttributes(Akka.Streams.Attributes.CreateInputBuffer(1, 1)), Streams);

        for (var i = 1; i <= 10; i++) (await queue.PullAsync().WaitAsync(Patience)).Value.Number.ShouldBe(i);

        Volatile.Read(ref given).ShouldBeLessThan(40);
    }
}
