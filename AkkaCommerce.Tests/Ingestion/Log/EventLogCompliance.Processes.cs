using System.Diagnostics;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Tests.Ingestion.Log;

/// <summary>Two logs on the same store, as two processes have them. A log that one process alone can see has nothing to show here.</summary>
public abstract partial class EventLogCompliance
{
    [LogFact(LogAbilities.IsShared)]
    public async Task Records_of_another_process_are_noticed_soon()
    {
        var (here, there) = (OpenLog(), OpenLog());
        await using var writer = await OpenWriter(there);
        var reading = Reading(here, topics: TopicSet.PageViews);
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

        delays.Order().ElementAt(5).ShouldBeLessThan(100);
    }

    [LogFact(LogAbilities.IsShared)]
    public async Task A_writer_in_another_process_fences_the_one_here()
    {
        var (here, there) = (OpenLog(), OpenLog());
        await using var old = await OpenWriter(here);
        await Commit(old, Batch(1));
        await using var young = await OpenWriter(there);

        young.Progress.ShouldBe(new Progress(new(1000)));
        await Should.ThrowAsync<WriterFencedException>(() => Commit(old, Batch(2)));
        (await Count(there, Topic.PageViews)).ShouldBe(3);
    }

    [LogFact(LogAbilities.IsShared)]
    public async Task Two_processes_write_the_same_shard_beside_each_other_and_both_read_everything()
    {
        var (here, there) = (OpenLog(), OpenLog());
        await using var simulation = await OpenWriter(here);
        await using var replay = await OpenWriter(there, source: "replay");
        var reading = Reading(here, topics: TopicSet.PageViews).Records(400);
        var beside = Reading(there, topics: TopicSet.PageViews).Records(400);

        await Task.WhenAll(
            Commit(simulation, Enumerable.Range(1, 40).Select(number => Batch(number, views: 5))),
            Commit(replay, Enumerable.Range(101, 40).Select(number => Batch(number, views: 5))));

        foreach (var seen in new[] { await reading, await beside })
        {
            ShouldFollow(seen);
            seen.Select(s => s.Value).Distinct().Count().ShouldBe(400);
        }
    }

    [LogFact(LogAbilities.IsShared)]
    public async Task A_log_opened_again_holds_what_was_committed()
    {
        var first = OpenLog();
        await using (var writer = await OpenWriter(first)) await Commit(writer, Batch(1), Batch(2));
        await first.DisposeAsync();

        var again = OpenLog();

        again.Identity.ShouldBe(first.Identity);
        (await Reading(again, topics: TopicSet.PageViews).Records(6)).Last().Value.ShouldBe("2/2");
        (await OpenWriter(again)).Progress.ShouldBe(new Progress(new(2000)));
    }
}
