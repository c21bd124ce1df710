using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Tests.Analytics.Partitions;

/// <summary>Analyst and log: ends that cannot be asked, records that are no longer held, a stream that fails.</summary>
public sealed class PartitionAnalystLogTests : AnalystStage
{
    [Fact]
    public async Task Where_the_log_does_not_tell_its_ends_it_is_asked_again()
    {
        await Write(null, null);
        Log.FailEnds(5);
        Analyst();

        PlaysUntil(Until);

        Log.EndsAsked.ShouldBeGreaterThan(5);
        Finals().ShouldBe(Shop.Finals());
    }

    [Fact]
    public async Task Records_that_are_no_longer_held_are_refused_with_the_reason()
    {
        var refused = CreateTestProbe();
        Sys.EventStream.Subscribe(refused, typeof(AnalysisRefused));
        await Write(null, null);
        Log.Starts = Held(from: 5);
        var analyst = Analyst();
        Watch(analyst);

        var reason = Hears<AnalysisRefused>(refused).Reason;
        ExpectTerminated(analyst);

        reason.ShouldBe("The log holds the records of shard 0 from 5,5,5,5,0,0 on, and recovery needs them from 0,0,0,0,0,0 on.");
        Rows().ShouldBeEmpty();
    }

    [Fact]
    public async Task Told_to_skip_a_gap_it_goes_on_from_what_is_held()
    {
        await Write(null, null);
        Log.Starts = Held(from: 5);
        SkipGap = true;
        Analyst();

        PlaysUntil(Until);

        Rows()[0].CountedFrom.ShouldBe(Held(from: 5));
        Finals()[^1].ShouldBe(Shop.Finals()[^1]);
    }

    [Fact]
    public async Task A_log_whose_stream_fails_stops_it_and_the_next_goes_on()
    {
        await Write(null, Middle);
        var analyst = Analyst();
        PlaysUntil(Middle - TimeSpan.FromSeconds(10));
        Watch(analyst);

        await Log.DisposeAsync();

        ExpectTerminated(analyst);
    }

    private static Positions Held(long from)
    {
        Positions starts = default;
        for (var topic = 0; topic < Topics.EventTopics; topic++) starts[topic] = from;
        return starts;
    }
}
