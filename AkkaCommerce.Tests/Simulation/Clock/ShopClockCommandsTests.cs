using AkkaCommerce.Simulation.Clock;
using AkkaCommerce.Tests.VirtualTime;

namespace AkkaCommerce.Tests.Simulation.Clock;

/// <summary>Clock and the table of commands: each is taken up once, and dated after everything that was granted.</summary>
public sealed class ShopClockCommandsTests : ClockStage
{
    [Fact]
    public void A_campaign_holds_after_the_greatest_mark_asked_for_and_is_told_with_the_next_horizon()
    {
        var clock = ShopClock();
        ReportAll(clock, From);
        Reaches(Second(300));
        var mark = Rows()[^1].Mark;

        Tables.Commands.Add(Command(7));
        var call = CalledUntil(call => call.Campaigns.Campaigns.Count > 0);

        call.Campaigns.Campaigns.Select(campaign => (campaign.Id, campaign.After)).ShouldBe([(7L, mark)]);
        call.Campaigns.Number.ShouldBe(Rows()[^1].Number);
        mark.ShouldBeGreaterThanOrEqualTo(Second(300));
    }

    [Fact]
    public void A_campaign_asked_for_when_the_shop_has_ended_holds_from_its_end_on()
    {
        Tables.Until = Second(300);
        var clock = ShopClock();
        ReportAll(clock, From);
        Reaches(Second(300) - TimeSpan.FromMilliseconds(1));
        for (var more = 0; more < 20; more++) Called();
        Rows()[^1].Mark.ShouldBe(Second(300) - TimeSpan.FromMilliseconds(1));

        Tables.Commands.Add(Command(7));
        var call = CalledUntil(call => call.Campaigns.Campaigns.Count > 0);

        call.Campaigns.Campaigns[0].Holds(Second(300)).ShouldBeTrue();
        call.Campaigns.Campaigns[0].Holds(Second(300) - TimeSpan.FromMilliseconds(1)).ShouldBeFalse();
    }

    [Fact]
    public void Each_command_is_taken_up_once_also_when_rows_appear_out_of_order()
    {
        var clock = ShopClock();
        ReportAll(clock, From);
        foreach (var id in new[] { 5, 9, 3, 4 })
        {
            Tables.Commands.Add(Command(id));
            CalledUntil(_ => Rows().Any(row => row.Taken.Contains(id)));
        }
        for (var more = 0; more < 20; more++) Called();

        Rows()[^1].Taken.ShouldBe([3, 4, 5, 9]);
        Called().Campaigns.Campaigns.Select(campaign => campaign.Id).ShouldBe([5, 9, 3, 4]);
    }

    [Fact]
    public void A_command_taken_up_is_not_taken_up_again_after_a_restart()
    {
        Tables.Commands.Add(Command(5));
        var clock = ShopClock();
        ReportAll(clock, From);
        Reaches(Second(300));
        var taken = Rows()[^1];
        Sys.Stop(clock);

        Tables.Commands.Add(Command(2));
        var next = ShopClock();
        ReportAll(next, From);
        CalledUntil(_ => Rows().Any(row => row.Taken.Contains(2)));
        for (var more = 0; more < 10; more++) Called();

        Called().Campaigns.Campaigns.Select(campaign => campaign.Id).ShouldBe([5, 2]);
        Rows()[^1].Campaigns[0].ShouldBe(taken.Campaigns[0]);
    }

    [Fact]
    public void A_campaign_whose_entry_is_not_confirmed_is_told_to_nobody()
    {
        var clock = ShopClock();
        ReportAll(clock, From);
        Reaches(Second(300));
        Heard<JournalWrite>(Writes);
        Journal.Asking.Close();
        Tables.Commands.Add(Command(7));

        Written().Campaigns.Count.ShouldBe(1);
        Silent(clock);
        Journal.Asking.Open();

        Called().Campaigns.Campaigns.Count.ShouldBe(1);
    }

    [Fact]
    public void A_campaign_stays_in_the_list_as_long_as_a_rebuild_can_look_back_on_it()
    {
        Settings = Settings with { LookBack = TimeSpan.FromSeconds(100), Speed = ShopSpeed.Live };
        Tables.Commands.Add(Command(1, seconds: 10));
        var clock = ShopClock();
        CalledUntil(_ => Rows() is [.., { Campaigns.Count: 1 }]);
        var end = Rows()[^1].Campaigns[0].After + TimeSpan.FromSeconds(10);

        Clock.Advance(end + TimeSpan.FromSeconds(99) - From);
        ReportAll(clock, end + TimeSpan.FromSeconds(99));
        Reaches(end + TimeSpan.FromSeconds(99)).Campaigns.Campaigns.Count.ShouldBe(1);
        ReportAll(clock, end + TimeSpan.FromSeconds(100));
        Clock.Advance(TimeSpan.FromSeconds(60));
        Reaches(end + TimeSpan.FromSeconds(159));

        Rows()[^1].Campaigns.ShouldBeEmpty();
        Rows()[^1].Taken.ShouldBe([1]);
    }

    [Fact]
    public void Tables_that_cannot_be_read_leave_it_with_what_it_knows()
    {
        Tables.Until = Second(60);
        var clock = ShopClock();
        ReportAll(clock, From);
        Reaches(Second(59.999));

        Tables.Fails = true;
        Reaches(Second(59.999));
        Tables.Fails = false;
        Tables.Until = Second(90);

        Reaches(Second(89.999));
    }
}
