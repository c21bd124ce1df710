using Akka.Actor;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Tests.Simulation.Shards;

/// <summary>Clock and writer: calls lost, repeated, late and out of order; and a writer that starts again in the midst of them.</summary>
public sealed class ShardWriterCallsTests : WriterStage
{
    /// <summary>The calls of an hour: each campaign is in the list before the horizon can pass its beginning.</summary>
    private static readonly (int Horizon, CampaignList Campaigns)[] Hour =
        [.. new[] { 5, 10, 20, 30, 45, 60 }.Select((horizon, call) => (horizon, new CampaignList(call, [.. Shops.Campaigns.Campaigns.Where(campaign => campaign.After < From.Plus(horizon))])))];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Calls_lost_repeated_late_and_out_of_order_change_nothing_in_the_log(int seed)
    {
        var (chance, writer) = (new Random(seed), Begun());
        var sent = new List<(int Horizon, CampaignList Campaigns)>();
        foreach (var call in Hour)
        {
            sent.Add(call);
            for (var times = chance.Next(4); times > 0; times--)
            {
                var (horizon, campaigns) = sent[chance.Next(sent.Count)];
                Call(writer, At(horizon), campaigns);
                Answered(writer, [.. Asked(), .. AskedDirectly()]);
            }
        }
        Call(writer, At(60), Hour[^1].Campaigns);
        AnswerAll(writer, At(60));

        EventLog.Records().ShouldBe(new StraightShard(Shop, Shops.Campaigns, At(60)).Records());
        EventLog.Commits.Select(commit => commit.Through).ShouldBeInOrder();
    }

    [Fact]
    public void A_call_repeated_or_older_asks_nobody_again_and_is_answered_with_what_is_committed()
    {
        var writer = Begun();
        Call(writer, At(10));
        var asked = Asked();

        Call(writer, At(10));
        Call(writer, From);

        Asked().ShouldBeEmpty();
        Answers().ShouldAllBe(through => through == From);
        Answered(writer, asked);
        Committed(writer);
        Call(writer, At(5));
        Answers().ShouldBe([At(10)]);
        Asked().Concat(AskedDirectly()).ShouldBeEmpty();
    }

    [Fact]
    public void An_older_call_that_comes_late_does_not_hold_it_back()
    {
        var writer = Begun(longestStep: TimeSpan.FromMinutes(5));
        Call(writer, At(20));
        Call(writer, At(6));

        AnswerAll(writer, At(20));

        EventLog.Records().ShouldBe(new StraightShard(Shop, CampaignList.None, At(20)).Records());
    }

    [Fact]
    public void Of_a_newer_horizon_with_an_older_list_neither_is_taken()
    {
        var writer = Begun();
        Call(writer, At(10), new CampaignList(5, []));
        AnswerAll(writer, At(10));

        Call(writer, At(20), new CampaignList(4, []));

        Asked().Concat(AskedDirectly()).ShouldBeEmpty();
        Call(writer, At(20), new CampaignList(5, []));
        Asked().Concat(AskedDirectly()).ShouldNotBeEmpty();
    }

    [Fact]
    public void Answers_to_a_writer_that_has_broken_down_since_are_dropped_by_the_one_that_follows()
    {
        var writer = Begun();
        Call(writer, At(10));
        var old = Asked();
        BreakDown(writer, old);
        Call(writer, At(20));
        Call(writer, At(20));

        var asked = Asked();
        asked.ShouldAllBe(walk => walk.Walk.Incarnation != old[0].Walk.Incarnation);
        Answered(writer, old);
        EventLog.Through.ShouldBe(From);
        Answered(writer, asked);
        AnswerAll(writer, At(20));

        EventLog.Records().ShouldBe(new StraightShard(Shop, CampaignList.None, At(20)).Records());
    }

    /// <summary>An answer that no shopper gives: its events lie before the step. The writer throws, and its parent starts it again.</summary>
    private void BreakDown(IActorRef writer, List<WalkOf> asked)
    {
        var walk = asked[0].Walk;
        Answered(writer, asked.Skip(1));
        var past = EventBuffer.Rent();
        past.AddLost(walk.From.Milliseconds - 1, EventType.PageView);
        writer.Tell(new Walked(walk.Incarnation, walk.Step, asked[0].User, past, walk.To.Plus(1)), Shopper(asked[0].User));
        Settle(writer);
        Openings().ShouldBe(1);
    }
}
