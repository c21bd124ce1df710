using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Tests.Ingestion.Log;

public abstract partial class EventLogCompliance
{
    private static readonly Retention AnHour = new() { Age = TimeSpan.FromHours(1), Interval = TimeSpan.FromSeconds(1) };

    [LogFact(LogAbilities.Retains)]
    public async Task Records_past_their_age_are_removed_and_asking_for_them_fails_clearly()
    {
        var log = OpenLog(AnHour);
        await using var writer = await OpenWriter(log);
        await Commit(writer, Batch(1));
        Time.Advance(TimeSpan.FromHours(2));
        await Commit(writer, Batch(2));

        await Trimmed(log, Topic.PageViews, to: 3);

        var refused = await Should.ThrowAsync<RecordsNotHeldException>(() => Reading(log, topics: TopicSet.PageViews).Next());
        refused.Message.ShouldContain("ecommerce-pageviews");
        refused.Message.ShouldContain("first one is 3");
        var seen = await Reading(log, await log.StartsAsync(0, default), TopicSet.PageViews | TopicSet.Sessions).Records(3);
        seen[0].Value.ShouldBe("2/0");
        (await log.EndsAsync(0, default))[Topic.PageViews].ShouldBe(6);
    }

    [LogFact(LogAbilities.Retains)]
    public async Task Topics_past_their_bytes_lose_their_oldest_records()
    {
        var log = OpenLog(new Retention { BytesPerTopic = 4_000_000, Interval = TimeSpan.FromSeconds(1) });
        await using var writer = await OpenWriter(log);
        for (var number = 1; number <= 8; number++)
        {
            await Commit(writer, Batch(number, views: 300, valueBytes: 1000));
            Time.Advance(TimeSpan.FromMilliseconds(10));
        }

        await Trimmed(log, Topic.PageViews, to: 300);

        var held = (await log.StatisticsAsync(default)).Single(p => p.Topic == Topic.PageViews && p.Shard == 0);
        held.Bytes!.Value.ShouldBeInRange(500_000, 1_000_000);
        held.NextOffset.ShouldBe(2400);
        held.Records.ShouldBe(held.NextOffset - held.FirstOffset);
    }

    [LogFact(LogAbilities.Retains)]
    public async Task Nothing_that_recovery_needs_is_removed()
    {
        var floor = new Floor { Positions = FloorAt(3) };
        var log = OpenLog(AnHour, floor);
        await using var writer = await OpenWriter(log);
        await Commit(writer, Batch(1));
        Time.Advance(TimeSpan.FromSeconds(1));
        await Commit(writer, Batch(2));
        Time.Advance(TimeSpan.FromHours(2));
        await Commit(writer, Batch(3));

        await Trimmed(log, Topic.PageViews, to: 3);
        await Trimmed(log, Topic.PageViews, to: 3);
        (await log.StartsAsync(0, default))[Topic.PageViews].ShouldBe(3);

        floor.Positions = null;
        var asked = floor.Asked;
        while (floor.Asked < asked + 2 * Shards) await Round();
        (await log.StartsAsync(0, default))[Topic.PageViews].ShouldBe(3);

        floor.Positions = FloorAt(9);
        await Trimmed(log, Topic.PageViews, to: 6);
    }

    [LogFact(LogAbilities.Retains)]
    public async Task The_truth_of_events_that_are_held_is_held()
    {
        var purchasesNeeded = FloorAt(100);
        purchasesNeeded[Topic.Purchases] = 0;
        var floor = new Floor { Positions = purchasesNeeded };
        var log = OpenLog(AnHour, floor);
        await using var writer = await OpenWriter(log);
        await Commit(writer, Batch(1));
        Time.Advance(TimeSpan.FromSeconds(1));
        await Commit(writer, Batch(2, topic: Topic.Purchases));
        Time.Advance(TimeSpan.FromSeconds(1));
        await Commit(writer, Batch(3));
        Time.Advance(TimeSpan.FromHours(2));
        await Commit(writer, Batch(4));
        await Commit(writer, Batch(5, topic: Topic.Purchases));

        await Trimmed(log, Topic.PageViews, to: 6);
        await Trimmed(log, Topic.Truth, to: 1);
        var asked = floor.Asked;
        while (floor.Asked < asked + 2 * Shards) await Round();
        (await log.StartsAsync(0, default))[Topic.Truth].ShouldBe(1);

        floor.Positions = FloorAt(100);
        await Trimmed(log, Topic.Truth, to: 3);
    }

    [LogFact(LogAbilities.Retains)]
    public async Task Of_old_progress_the_last_of_each_source_stays_and_reading_steps_over_the_rest()
    {
        var log = OpenLog(AnHour);
        await using var replay = await OpenWriter(log, source: "replay");
        await using var writer = await OpenWriter(log);
        for (var number = 1; number <= 5; number++)
        {
            await Commit(number == 2 ? replay : writer, Batch(number));
            Time.Advance(TimeSpan.FromSeconds(1));
        }
        Time.Advance(TimeSpan.FromHours(2));
        await Commit(writer, Batch(6));
        await Trimmed(log, Topic.Progress, to: 1);

        List<Seen> seen;
        do
        {
            await Round();
            seen = await Reading(log, topics: TopicSet.Progress).Records(2);
        }
        while (seen.Count > 2 || seen[1].Offset != 5);

        seen.Select(s => (s.Key, s.Offset)).ShouldBe([("replay", 1), (Simulation, 5)]);
        (await OpenWriter(log, source: "replay")).Progress.ShouldBe(new Progress(new Timestamp(2000)));
        (await OpenWriter(log)).Progress.ShouldBe(new Progress(new Timestamp(6000)));
    }

    private async Task Trimmed(IEventLog log, Topic topic, long to)
    {
        while ((await log.StartsAsync(0, default))[topic] < to) await Round();
    }

    /// <summary>The background's timer, and time for it to do its work.</summary>
    private async Task Round()
    {
        Time.Advance(TimeSpan.FromSeconds(1));
        await Task.Yield();
    }

    private static Positions FloorAt(long offset)
    {
        Positions positions = default;
        for (var topic = 0; topic < Topics.Count; topic++) positions[topic] = offset;
        return positions;
    }

    private sealed class Floor : IRetentionFloor
    {
        public Positions? Positions { get; set; }

        public int Asked;

        public ValueTask<Positions?> OfAsync(int shard, CancellationToken cancel)
        {
            Interlocked.Increment(ref Asked);
            return ValueTask.FromResult(Positions);
        }
    }
}
