using Akka.Actor;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Simulation.Shards;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Tests.Simulation.Shards;

/// <summary>Writer and log: failures, commits of unknown outcome, openings that fail, and how a writer goes on.</summary>
public sealed class ShardWriterLogTests : WriterStage
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);

    [Theory]
    [InlineData(CommitFate.Lost)]
    [InlineData(CommitFate.KeptUnheard)]
    internal void A_log_that_failed_is_opened_again_and_says_where_to_go_on(CommitFate fate)
    {
        var writer = Begun();
        Openings();
        EventLog.Next(fate);
        Call(writer, At(10));
        Answered(writer, Asked());
        Sees(writer, LogEvent.Closed);

        Pass(Tick, writer);
        Openings().ShouldBe(0);
        Pass(Tick, writer);
        Openings().ShouldBe(1);
        Answers();
        Call(writer, From);
        Answers().ShouldBe([fate == CommitFate.Lost ? From : At(10)]);
        Call(writer, At(20));
        AnswerAll(writer, At(20));

        EventLog.Records().ShouldBe(new StraightShard(Shop, CampaignList.None, At(20)).Records());
    }

    [Fact]
    public void Openings_that_fail_are_tried_again_with_pauses_that_double_up_to_five_seconds()
    {
        Shop = QuietShop;
        EventLog.FailNextOpenings(8);
        var writer = Writer();
        Call(writer, From);
        Openings().ShouldBe(1);

        foreach (var pause in new[] { 300, 600, 1200, 2400, 4800, 5000, 5000, 5000 })
        {
            var passed = TimeSpan.Zero;
            for (; Openings() == 0; passed += Tick) Pass(Tick, writer);
            passed.TotalMilliseconds.ShouldBeInRange(0.8 * pause, 1.2 * pause + Tick.TotalMilliseconds);
        }
        Call(writer, From);
        Committed(writer);
        EventLog.Through.ShouldBe(From);
    }

    [Fact]
    public void A_call_below_the_progress_found_is_answered_and_nothing_is_walked_or_written()
    {
        var first = Begun();
        Call(first, At(10));
        AnswerAll(first, At(10));
        Answers();
        Sys.Stop(first);
        var commits = EventLog.Commits.Count;

        var writer = Writer();
        Call(writer, At(5));
        Call(writer, At(9));
        Pass(TimeSpan.FromSeconds(2), writer);

        Answers().ShouldBe([At(10)]);
        Asked().ShouldBeEmpty();
        EventLog.Commits.Count.ShouldBe(commits);
    }

    [Fact]
    public void The_next_incarnation_takes_its_list_of_campaigns_from_a_call_not_below_the_progress()
    {
        var lifted = new CampaignList(1, [new Campaign { Id = 1, Kind = CampaignKind.Lift, After = From.Plus(1), Length = TimeSpan.FromMinutes(40), Lift = 100 }]);
        var first = Begun();
        Call(first, At(10), lifted);
        AnswerAll(first, At(10));
        Sys.Stop(first);
        var straight = new StraightShard(Shop, lifted, At(30)).Records();
        straight.ShouldNotBe(new StraightShard(Shop, CampaignList.None, At(30)).Records());

        var writer = Writer();
        Answers();
        Repeat(until: () => Answers().Count > 0, () => Call(writer, At(5), CampaignList.None));
        Call(writer, At(30), lifted);
        AnswerAll(writer, At(30));

        EventLog.Records().ShouldBe(straight);
    }

    [Fact]
    public void Answers_to_an_incarnation_before_a_failure_are_dropped_and_who_was_awake_is_still_known()
    {
        var writer = Begun(longestStep: TimeSpan.FromMinutes(10));
        EventLog.Committing.Close();
        Call(writer, At(60));
        Answered(writer, Asked());
        WalkOf[] old = [.. Asked(), .. AskedDirectly()];
        EventLog.Next(CommitFate.Lost);
        EventLog.Committing.Open();
        Sees(writer, LogEvent.Closed);
        Pass(2 * Tick, writer);

        Call(writer, At(60));
        Asked().ShouldBeEmpty();
        Answered(writer, old);
        EventLog.Through.ShouldBe(From);
        AnswerAll(writer, At(60));

        EventLog.Records().ShouldBe(new StraightShard(Shop, CampaignList.None, At(60)).Records());
    }

    [Fact]
    public void What_the_log_of_an_older_incarnation_says_late_means_nothing()
    {
        var writer = Begun();
        EventLog.Committing.Close();
        Call(writer, At(10));
        var asked = Asked();
        Answered(writer, asked);
        Answers();
        Openings();
        var older = asked[0].Walk.Incarnation - 1;

        writer.Tell(new BatchCommitted(older, new ShardCommitted(2, new Progress(At(10)), 0)));
        writer.Tell(new LogFailed(older, new LogUnavailableException("late in the test")));
        Pass(TimeSpan.FromSeconds(1), writer);
        Call(writer, At(10));

        Answers().ShouldBe([From]);
        Openings().ShouldBe(0);
        EventLog.Committing.Open();
        Committed(writer);
        EventLog.Records().ShouldBe(new StraightShard(Shop, CampaignList.None, At(10)).Records());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void However_often_the_log_fails_nothing_is_lost_or_doubled(int seed)
    {
        var chance = new Random(seed);
        Shop = Shops.Of(seed: (ulong)seed, shoppers: 6, imperfections: Shops.Imperfect);
        var region = Sys.ActorOf(Props.Create<UnreliableRegion>(Shop, seed));
        EventLog.Next(Enumerable.Range(0, 12).Select(_ => (CommitFate)Math.Max(0, chance.Next(6) - 3)));
        EventLog.FailNextOpenings(2);
        var writer = Writer(region, live: 3, longestStep: TimeSpan.FromMinutes(4));

        CallUntil(writer, At(30), Shops.Campaigns);

        var straight = new StraightShard(Shop, Shops.Campaigns, At(30));
        EventLog.Records().ShouldBe(straight.Records());
        EventLog.Truth().ShouldBe(straight.Truth());
    }
}
