using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Tests.Simulation.Shards;

/// <summary>How a writer begins, asks its shoppers, and gathers.</summary>
public sealed class ShardWriterTests : WriterStage
{
    [Fact]
    public void It_opens_nothing_before_it_is_called_and_its_first_transaction_is_the_beginning()
    {
        var writer = Writer();
        Pass(TimeSpan.FromSeconds(3), writer);
        Openings().ShouldBe(0);

        Call(writer, From);
        Committed(writer);

        Openings().ShouldBe(1);
        EventLog.Commits.Select(commit => commit.Through).ShouldBe([From]);
        EventLog.Records().ShouldBeEmpty();
    }

    [Fact]
    public void It_answers_with_what_is_committed_once_it_knows()
    {
        var writer = Writer();
        EventLog.Committing.Close();
        Call(writer, From);
        Call(writer, From);
        Answers().ShouldBeEmpty();

        EventLog.Committing.Open();
        Committed(writer);
        Call(writer, At(1));

        Answers().ShouldBe([From]);
    }

    [Fact]
    public void Shoppers_are_asked_through_the_region_the_first_time_and_directly_afterwards()
    {
        var writer = Begun();
        var (from, horizon) = (From, From);
        var known = new HashSet<int>();
        for (var round = 0; round < 6; round++)
        {
            Call(writer, horizon = At(20 * (round + 1)));
            var (first, again) = (Asked(), AskedDirectly());

            first.ShouldAllBe(walk => !known.Contains(walk.User));
            again.ShouldAllBe(walk => known.Contains(walk.User));
            first.Concat(again).ShouldAllBe(walk => walk.Walk.To == horizon && walk.Walk.From == from);
            known.UnionWith(first.Select(walk => walk.User));
            Answered(writer, first.Concat(again));
            Committed(writer);
            from = horizon;
        }

        known.Count.ShouldBe(6);
        EventLog.Records().ShouldBe(new StraightShard(Shop, CampaignList.None, horizon).Records());
    }

    [Fact]
    public void A_step_with_nobody_due_is_committed_all_the_same()
    {
        Shop = QuietShop;
        var writer = Begun();

        Call(writer, At(1));
        Committed(writer);

        EventLog.Through.ShouldBe(At(1));
        Asked().ShouldBeEmpty();
    }

    [Fact]
    public void Whatever_the_order_of_the_answers_the_batch_is_the_same()
    {
        var expected = new StraightShard(Shop, CampaignList.None, At(10)).Records();
        for (var order = 0; order < 6; order++)
        {
            EventLog.Clear();
            var writer = Begun();
            Call(writer, At(10));
            var asked = Asked();
            asked.Count.ShouldBeGreaterThan(1);

            Answered(writer, order == 0 ? asked.AsEnumerable().Reverse() : new Random(order).GetItems(asked.ToArray(), 40).Concat(asked));
            Committed(writer);

            EventLog.Records().ShouldBe(expected);
            Sys.Stop(writer);
        }
    }

    [Fact]
    public void The_next_step_is_gathered_while_one_commits_and_no_third_one_is_begun()
    {
        var writer = Begun(longestStep: TimeSpan.FromMinutes(5));
        EventLog.Committing.Close();
        Call(writer, At(60));
        Answered(writer, Asked());

        var second = (IReadOnlyList<WalkOf>)[.. Asked(), .. AskedDirectly()];
        second.ShouldAllBe(walk => walk.Walk.From == At(5) && walk.Walk.To == At(10));
        Answered(writer, second);
        EventLog.Through.ShouldBe(From);
        Asked().Concat(AskedDirectly()).ShouldBeEmpty();

        EventLog.Committing.Open();
        Committed(writer);
        Asked().Concat(AskedDirectly()).ShouldAllBe(walk => walk.Walk.From == At(10));
        Committed(writer);
        EventLog.Records().ShouldBe(new StraightShard(Shop, CampaignList.None, At(10)).Records());
    }

    [Fact]
    public void A_shopper_that_fails_is_counted_in_the_truth_with_its_reason()
    {
        Shop = Shops.Of(seed: 2, shoppers: 6, imperfections: Shops.Imperfect with { FailureShare = 60_000 });
        var writer = Begun();

        Call(writer, At(60));
        AnswerAll(writer, At(60));

        EventLog.Truth().ShouldBe(new StraightShard(Shop, CampaignList.None, At(60)).Truth());
        EventLog.Truth().ShouldContain("BehaviourFailedException: failure asked for");
    }
}
