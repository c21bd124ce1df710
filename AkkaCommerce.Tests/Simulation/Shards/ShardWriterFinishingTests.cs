using Akka.Actor;
using AkkaCommerce.Simulation.Shards;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Tests.Simulation.Shards;

/// <summary>A writer whose shard moves or whose node stops.</summary>
public sealed class ShardWriterFinishingTests : WriterStage
{
    [Fact]
    public void Told_to_finish_it_commits_what_is_gathered_drops_what_is_not_and_stops()
    {
        var writer = Begun(longestStep: TimeSpan.FromMinutes(5));
        Watch(writer);
        EventLog.Committing.Close();
        Call(writer, At(60));
        Answered(writer, Asked());
        Answered(writer, [.. Asked(), .. AskedDirectly()]);

        writer.Tell(Finish.Instance);
        Settle(writer);
        EventLog.Committing.Open();
        ExpectTerminated(writer);

        EventLog.Through.ShouldBe(At(10));
        EventLog.Records().ShouldBe(new StraightShard(Shop, CampaignList.None, At(10)).Records());
    }

    [Fact]
    public void With_a_step_half_gathered_it_stops_at_once_and_the_next_writer_asks_the_same_again()
    {
        var writer = Begun();
        Watch(writer);
        Call(writer, At(10));
        var asked = Asked();
        Answered(writer, asked[0]);

        writer.Tell(Finish.Instance);
        ExpectTerminated(writer);
        EventLog.Through.ShouldBe(From);
        var next = Writer();
        Call(next, At(10));

        Asked().Select(walk => walk.User).ShouldBe(asked.Select(walk => walk.User));
    }

    [Fact]
    public void One_that_was_never_called_stops_at_once()
    {
        var writer = Writer();
        Watch(writer);

        writer.Tell(Finish.Instance);

        ExpectTerminated(writer);
        Openings().ShouldBe(0);
    }

    [Fact]
    public void A_log_that_does_not_answer_keeps_it_for_a_second_and_no_longer()
    {
        var writer = Begun();
        Watch(writer);
        EventLog.Committing.Close();
        Call(writer, At(10));
        Answered(writer, Asked());

        writer.Tell(Finish.Instance);
        Settle(writer);
        Pass(LocalWriters.Bound - TimeSpan.FromMilliseconds(100), writer);
        Timers(TimeSpan.FromMilliseconds(100));

        ExpectTerminated(writer);
        LocalWriters.Bound.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void A_log_that_is_known_to_be_away_does_not_keep_it()
    {
        var writer = Begun();
        Watch(writer);
        EventLog.Committing.Close();
        Call(writer, At(10));
        Answered(writer, Asked());
        EventLog.Away = "it does not answer";

        writer.Tell(Finish.Instance);

        ExpectTerminated(writer);
    }

    [Fact]
    public void Finishing_it_walks_nobody_and_obeys_no_call()
    {
        var writer = Begun();
        EventLog.Committing.Close();
        Call(writer, At(10));
        Answered(writer, Asked());
        Answers();

        writer.Tell(Finish.Instance);
        Call(writer, At(60));
        Pass(TimeSpan.FromMilliseconds(800), writer);

        Asked().Concat(AskedDirectly()).ShouldBeEmpty();
        Answers().ShouldBeEmpty();
    }
}
