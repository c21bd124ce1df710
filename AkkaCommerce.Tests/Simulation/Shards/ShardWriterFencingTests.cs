using Akka.Actor;
using Akka.Event;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Tests.Simulation.Shards;

/// <summary>A writer whose log another has opened, and one that opens while the simulation retires.</summary>
public sealed class ShardWriterFencingTests : WriterStage
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);

    [Fact]
    public void Fenced_it_writes_nothing_and_obeys_nothing_for_a_second_then_opens_anew_when_it_is_called()
    {
        Shop = QuietShop;
        var writer = Begun();
        Fence(writer, minute: 1);

        Pass(TimeSpan.FromMilliseconds(600), writer);
        Call(writer, At(2));
        Openings().ShouldBe(0);
        Answers().ShouldBeEmpty();
        Pass(TimeSpan.FromMilliseconds(800), writer);
        Openings().ShouldBe(0);
        Call(writer, At(2));
        Committed(writer);

        EventLog.Through.ShouldBe(At(2));
    }

    [Fact]
    public void Fenced_again_and_again_it_waits_twice_as_long_up_to_ten_seconds_until_it_has_committed()
    {
        Shop = QuietShop;
        var writer = Begun();
        foreach (var pause in new[] { 1, 2, 4, 8, 10, 10 })
        {
            Fence(writer, minute: 1);
            Pass(TimeSpan.FromSeconds(0.8 * pause) - Tick, writer);
            Call(writer, At(1));
            Openings().ShouldBe(0);
            Pass(TimeSpan.FromSeconds(0.4 * pause) + 2 * Tick, writer);
            EventLog.Committing.Close();
        }
        EventLog.Committing.Open();
        Call(writer, At(1));
        Committed(writer);

        Fence(writer, minute: 2);
        Pass(TimeSpan.FromSeconds(1.2) + Tick, writer);
        Call(writer, At(3));
        Committed(writer);
    }

    [Fact]
    public void Of_two_writers_of_a_shard_the_later_one_writes_and_the_log_is_as_if_there_were_one()
    {
        var first = Begun();
        Call(first, At(10));
        var asked = Asked();
        var second = Writer();
        Call(second, At(10));
        AnswerAll(second, At(10));

        Answered(first, asked);
        Sees(first, LogEvent.Closed);
        Call(second, At(20));
        AnswerAll(second, At(20));

        EventLog.Records().ShouldBe(new StraightShard(Shop, CampaignList.None, At(20)).Records());
    }

    [Fact]
    public void One_that_reads_after_opening_that_the_simulation_retires_commits_nothing()
    {
        Shop = QuietShop;
        var opened = 0;
        Retires = () => (opened += Openings()) > 0;
        var writer = Writer();

        for (var second = 0; second < 12; second++)
        {
            Call(writer, At(second));
            Pass(TimeSpan.FromSeconds(1), writer);
        }

        opened.ShouldBe(1);
        EventLog.Commits.ShouldBeEmpty();
        Answers().ShouldBeEmpty();
    }

    [Fact]
    public void A_log_given_up_because_the_simulation_retires_is_not_reported_as_failed()
    {
        var warnings = CreateTestProbe();
        Sys.EventStream.Subscribe(warnings, typeof(Warning));
        Retires = () => true;
        var writer = Writer();

        Call(writer, From);
        Sees(writer, LogEvent.Closed, LogEvent.Ended);

        Heard<Warning>(warnings).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void Fenced_by_the_simulation_s_end_it_warns_of_nothing_by_another_writer_it_does(bool retires, int warned)
    {
        Shop = QuietShop;
        var warnings = CreateTestProbe();
        Sys.EventStream.Subscribe(warnings, typeof(Warning));
        var writer = Begun();
        Retires = () => retires;

        Fence(writer, minute: 1);
        Pass(Tick, writer);

        Heard<Warning>(warnings).Count.ShouldBe(warned);
    }

    /// <summary>Another opens the log, and the writer hears of it at its next commit.</summary>
    private void Fence(IActorRef writer, int minute)
    {
        EventLog.Committing.Close();
        Call(writer, At(minute));
        EventLog.Fence();
        EventLog.Committing.Open();
        Sees(writer, LogEvent.Closed);
        Openings();
        Answers();
    }
}
