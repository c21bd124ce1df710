using Akka.Actor;
using AkkaCommerce.Simulation.Shards;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Tests.Simulation.Shards;

/// <summary>Writer and shoppers: what is lost, repeated, late, of another step; and who has to leave.</summary>
public sealed class ShardWriterAskingTests : WriterStage
{
    [Fact]
    public void Without_an_answer_the_same_is_asked_again_through_the_region_after_one_two_and_four_seconds_and_each_four_from_then_on()
    {
        var writer = Begun();
        Call(writer, At(10));
        var asked = Asked();

        foreach (var pause in new[] { 1, 2, 4, 4, 4 })
        {
            Pass(TimeSpan.FromSeconds(pause) - TimeSpan.FromMilliseconds(200), writer);
            Asked().ShouldBeEmpty();
            Pass(TimeSpan.FromMilliseconds(200), writer);
            Texts(Asked()).ShouldBe(Texts(asked));
        }
    }

    [Fact]
    public void Who_has_answered_is_not_asked_again_and_an_answer_is_heard_as_life()
    {
        var writer = Begun();
        Call(writer, At(10));
        var asked = Asked();
        Pass(TimeSpan.FromMilliseconds(800), writer);
        Answered(writer, asked[0]);

        Pass(TimeSpan.FromMilliseconds(800), writer);
        Asked().ShouldBeEmpty();
        Pass(TimeSpan.FromMilliseconds(200), writer);

        Texts(Asked()).ShouldBe(Texts(asked.Skip(1)));
    }

    [Fact]
    public void A_shopper_known_by_its_address_is_asked_again_through_the_region()
    {
        var writer = Begun();
        Call(writer, At(120));
        AnswerAll(writer, At(120));
        Call(writer, At(150));
        var asked = AskedDirectly();
        asked.Count.ShouldBeGreaterThan(1);

        Pass(TimeSpan.FromSeconds(1), writer);

        Texts(Asked()).ShouldBe(Texts(asked), ignoreOrder: true);
        AskedDirectly().ShouldBeEmpty();
    }

    [Fact]
    public void An_answer_of_another_step_or_incarnation_or_from_one_not_due_is_dropped()
    {
        var writer = Begun();
        Call(writer, At(10));
        var asked = Asked();
        var notDue = Enumerable.Range(0, 6).Except(asked.Select(walk => walk.User)).ToList();
        var walk = asked[0].Walk;

        Answered(writer, [
            new WalkOf(asked[0].User, walk with { Step = walk.Step - 1 }),
            new WalkOf(asked[0].User, walk with { Step = walk.Step + 1 }),
            new WalkOf(asked[0].User, walk with { Incarnation = walk.Incarnation - 1 }),
            .. asked.Skip(1),
            .. notDue.Select(user => new WalkOf(user, walk))]);

        Pass(TimeSpan.FromSeconds(1), writer);
        Texts(Asked()).ShouldBe(Texts([asked[0]]));
        Answered(writer, asked[0]);
        Committed(writer);
        EventLog.Records().ShouldBe(new StraightShard(Shop, CampaignList.None, At(10)).Records());
    }

    [Fact]
    public void A_second_answer_of_a_shopper_counts_for_nobody_else()
    {
        var writer = Begun();
        Call(writer, At(10));
        var asked = Asked();

        foreach (var _ in asked) Answered(writer, asked[0]);
        EventLog.Through.ShouldBe(From);
        Answered(writer, asked.Skip(1));
        Committed(writer);

        EventLog.Records().ShouldBe(new StraightShard(Shop, CampaignList.None, At(10)).Records());
    }

    [Fact]
    public void An_answer_that_is_dropped_may_be_one_that_was_taken_and_its_buffer_is_left_alone()
    {
        var writer = Begun();
        Call(writer, At(10));
        var answers = Asked().ConvertAll(Answer);
        answers.ShouldContain(answer => answer.Events.Count > 0);

        foreach (var answer in answers.SkipLast(1))
        {
            writer.Tell(answer);
            writer.Tell(answer);
            writer.Tell(answer with { Step = answer.Step - 1 });
            writer.Tell(answer with { Incarnation = answer.Incarnation - 1 });
        }
        writer.Tell(answers[^1]);
        Committed(writer);

        EventLog.Records().ShouldBe(new StraightShard(Shop, CampaignList.None, At(10)).Records());
    }

    [Fact]
    public void Above_the_number_kept_those_longest_away_are_asked_to_leave_and_found_through_the_region_again()
    {
        var writer = Begun(live: 2);
        Call(writer, At(10));
        var asked = Asked();
        Answered(writer, asked);
        Committed(writer);

        var left = Enumerable.Range(0, 6).Where(user => Heard<Leave>(Shopper(user)).Count == 1).ToList();
        var kept = asked.TakeLast(2).Select(walk => walk.User).ToList();
        left.ShouldBe(asked.SkipLast(2).Select(walk => walk.User), ignoreOrder: true);
        Call(writer, At(60));

        var again = Asked().Select(walk => walk.User).ToList();
        again.ShouldContain(user => left.Contains(user));
        again.ShouldAllBe(user => !kept.Contains(user));
        AskedDirectly().ShouldAllBe(walk => kept.Contains(walk.User));
    }

    [Fact]
    public void The_number_kept_in_all_is_divided_by_what_each_shard_holds()
    {
        (Shop, EventLog.Shards) = (Shops.Of(seed: 1, shoppers: 12), 2);
        new ShardSimulation(Shop, 0, 2, Shops.Pane).Members.ShouldBe(10);
        var writer = Begun(live: 4);
        Call(writer, At(10));
        var asked = Asked();
        asked.Count.ShouldBeGreaterThan(3);
        Answered(writer, asked);
        Committed(writer);

        var left = asked.Count(walk => Heard<Leave>(Shopper(walk.User)).Count == 1);

        (asked.Count - left).ShouldBe(3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Walks_answers_and_leaves_lost_repeated_late_and_out_of_order_change_nothing_in_the_log(int seed)
    {
        Shop = Shops.Of(seed: (ulong)seed, shoppers: 6, imperfections: Shops.Imperfect);
        var region = Sys.ActorOf(Props.Create<UnreliableRegion>(Shop, seed));
        var writer = Begun(region, live: 2, longestStep: TimeSpan.FromMinutes(6));

        CallUntil(writer, At(30));

        var straight = new StraightShard(Shop, CampaignList.None, At(30));
        EventLog.Records().ShouldBe(straight.Records());
        EventLog.Truth().ShouldBe(straight.Truth());
    }

    private static IEnumerable<(int User, long Incarnation, long Step, long From, long To)> Texts(IEnumerable<WalkOf> asked) =>
        asked.Select(of => (of.User, of.Walk.Incarnation, of.Walk.Step, of.Walk.From.Milliseconds, of.Walk.To.Milliseconds));
}
