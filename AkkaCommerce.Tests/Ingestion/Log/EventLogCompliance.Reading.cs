using System.Diagnostics;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Tests.Ingestion.Log;

public abstract partial class EventLogCompliance
{
    [LogFact]
    public async Task Reading_starts_at_any_position()
    {
        var log = OpenLog();
        await using var writer = await OpenWriter(log);
        await Commit(writer, Enumerable.Range(1, 10).Select(number => Batch(number, views: 10)));
        var all = await Reading(log, topics: TopicSet.PageViews).Records(100);
        ShouldFollow(all);
        for (var from = 0; from < 100; from += 7)
        {
            Positions positions = default;
            positions[Topic.PageViews] = all[from].Offset;

            var seen = await Reading(log, positions, TopicSet.PageViews).Records(100 - from);

            seen.ShouldBe(all.Skip(from));
            seen[0].Value.ShouldBe($"{from / 10 + 1}/{from % 10}");
        }
    }

    [LogFact]
    public async Task Reading_goes_on_while_writing_does_and_misses_nothing()
    {
        var log = OpenLog();
        await using var writer = await OpenWriter(log);
        var reading = Reading(log, topics: TopicSet.PageViews).Records(2000);

        await Commit(writer, Enumerable.Range(1, 100).Select(number => Batch(number, views: 20)));

        var seen = await reading;
        ShouldFollow(seen);
        seen.Select(s => s.Value).ShouldBe(Enumerable.Range(1, 100).SelectMany(number => Enumerable.Range(0, 20).Select(i => $"{number}/{i}")));
    }

    [LogFact]
    public async Task A_waiting_reader_notices_a_commit_soon()
    {
        var log = OpenLog();
        await using var writer = await OpenWriter(log);
        var reading = Reading(log, topics: TopicSet.PageViews);
        await Commit(writer, Batch(1));
        await reading.Records(3);
        var delays = new List<double>();
        for (var number = 2; number < 12; number++)
        {
            var next = reading.Next();
            await Commit(writer, Batch(number));
            var committed = Stopwatch.GetTimestamp();
            using var batch = await next;
            delays.Add(Stopwatch.GetElapsedTime(committed).TotalMilliseconds);
        }

        delays.Order().ElementAt(5).ShouldBeLessThan(50);
    }

    [LogFact]
    public async Task A_topic_of_which_the_reader_holds_nothing_goes_first()
    {
        var log = OpenLog();
        await using var writer = await OpenWriter(log);
        for (var number = 1; number <= 3; number++)
        {
            await Commit(writer, Batch(number, views: 2000, valueBytes: 400));
            await Pass(TimeSpan.FromSeconds(1));
        }
        await Commit(writer, Batch(4, topic: Topic.Sessions));
        var reading = Reading(log, topics: TopicSet.PageViews | TopicSet.Sessions);

        using var first = await reading.Next();
        using var second = await reading.Next();
        using var third = await reading.Next();

        first.Topic.ShouldBe(Topic.PageViews);
        // Appended last of all, but the reader has none of it. (The reading's own stage may ask for one batch ahead of its reader.)
        new[] { second.Topic, third.Topic }.ShouldContain(Topic.Sessions);
    }

    [LogFact]
    public async Task Where_nothing_is_held_the_oldest_append_time_goes_first()
    {
        var log = OpenLog();
        await using var writer = await OpenWriter(log);
        await Commit(writer, Batch(1, topic: Topic.Sessions));
        await Pass(TimeSpan.FromSeconds(1));
        await Commit(writer, Batch(2));
        await Pass(TimeSpan.FromSeconds(1));
        await Commit(writer, Batch(3, topic: Topic.Purchases));

        var seen = await Reading(log, topics: TopicSet.PageViews | TopicSet.Sessions | TopicSet.Purchases).Records(9);

        seen.Select(s => s.Topic).Distinct().ShouldBe([Topic.Sessions, Topic.PageViews, Topic.Purchases]);
        seen.Select(s => s.AppendTime).Distinct().Count().ShouldBe(3);
    }

    [LogFact]
    public async Task A_reader_that_takes_nothing_is_given_nothing()
    {
        var log = OpenLog();
        await using var writer = await OpenWriter(log);
        await Commit(writer, Enumerable.Range(1, 100).Select(number => Batch(number, views: 1000, valueBytes: 1000)));
        var reading = Reading(log, topics: TopicSet.PageViews);
        using var first = await reading.Next();

        const long bound = 40_000_000;
        // The heap is every test's: 100 MB lie in the log, a reader that went on would keep them, and what others hold for a while passes.
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await Commit(writer, Batch(101));
        for (var tries = 0; Kept() >= bound && tries < 100; tries++) await Task.Delay(100);
        Kept().ShouldBeLessThan(bound);

        long Kept() => GC.GetTotalMemory(forceFullCollection: true) - before;
    }

    [LogFact]
    public async Task Ends_are_where_the_next_records_go()
    {
        var log = OpenLog();
        await using var writer = await OpenWriter(log, shard: 2);
        (await log.EndsAsync(2, default)).ShouldBe(Positions.Start);

        await Commit(writer, Batch(1), Batch(2));
        var ends = await log.EndsAsync(2, default);
        await Commit(writer, Batch(3));
        var next = await Reading(log, ends, shard: 2).Records(5);

        next.Where(s => s.Topic == Topic.PageViews).Select(s => s.Value).ShouldBe(["3/0", "3/1", "3/2"]);
        next.Select(s => s.Topic).Distinct().Order().ShouldBe([Topic.PageViews, Topic.Progress, Topic.Truth]);
        if (Abilities.HasFlag(LogAbilities.CountsRecords)) (ends[Topic.PageViews], ends[Topic.Progress], ends[Topic.Truth]).ShouldBe((6, 2, 2));
        ends[Topic.Sessions].ShouldBe(0);
        (await log.EndsAsync(1, default)).ShouldBe(Positions.Start);
        (await log.StartsAsync(2, default)).ShouldBe(Positions.Start);
    }

    [LogFact]
    public async Task Reading_reaches_the_ends_of_all_topics()
    {
        var log = OpenLog();
        await using var writer = await OpenWriter(log);
        await Commit(writer, Batch(1), Batch(2, topic: Topic.Sessions), new ShardBatch(3, new Progress(new(3000))));
        var ends = await log.EndsAsync(0, default);

        for (var reading = Reading(log); !reading.Positions.Reaches(ends, TopicSet.All);)
            using (await reading.Next())
            {
            }
    }

    [LogFact]
    public async Task A_position_beyond_the_end_is_refused()
    {
        var log = OpenLog();
        Positions beyond = default;
        beyond[Topic.Purchases] = 10;

        await Should.ThrowAsync<RecordsNotHeldException>(() => Reading(log, beyond).Next());
    }

    [LogFact]
    public async Task Closing_the_log_ends_its_streams_within_a_second()
    {
        var log = OpenLog();
        var writer = await OpenWriter(log);
        await Commit(writer, Batch(1));
        var reading = Reading(log, topics: TopicSet.PageViews);
        await reading.Records(3);
        var next = reading.Next();

        await log.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(1));

        await Should.ThrowAsync<LogUnavailableException>(() => next);
        await Should.ThrowAsync<LogUnavailableException>(() => log.OpenWriterAsync(0, Simulation, default));
        await Should.ThrowAsync<LogUnavailableException>(() => Commit(writer, Batch(2)));
        await Should.ThrowAsync<LogUnavailableException>(async () => await log.EndsAsync(0, default));
    }

    [LogFact]
    public async Task Statistics_say_what_each_partition_holds()
    {
        var log = OpenLog();
        await using var writer = await OpenWriter(log, shard: 3);
        await Commit(writer, Batch(1));
        await Pass(TimeSpan.FromSeconds(5));
        await Commit(writer, Batch(2));

        var all = await log.StatisticsAsync(default);
        var views = all.Single(p => p.Topic == Topic.PageViews && p.Shard == 3);

        all.Count.ShouldBe(Shards * Topics.Count);
        if (Abilities.HasFlag(LogAbilities.CountsRecords))
        {
            (views.Records, views.FirstOffset, views.NextOffset).ShouldBe((6, 0, 6));
            views.Bytes.ShouldBe(6 * (PackedRecords.HeaderBytes + "user_000000".Length + 20));
            (views.LastAppended - views.FirstAppended).ShouldBe(TimeSpan.FromSeconds(5));
        }
        views.FirstOffset.ShouldBe(0);
        views.NextOffset.ShouldBeInRange(6, 8);
        views.Records.ShouldBe(views.NextOffset);
        views.LastAppended!.Value.ShouldBeGreaterThan(views.FirstAppended!.Value);
        all.Single(p => p.Topic == Topic.PageViews && p.Shard == 0).FirstAppended.ShouldBeNull();
    }
}
