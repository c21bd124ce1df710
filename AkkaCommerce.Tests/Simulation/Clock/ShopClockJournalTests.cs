using AkkaCommerce.Simulation.Clock;
using AkkaCommerce.Simulation.Shards;
using AkkaCommerce.Tests.VirtualTime;

namespace AkkaCommerce.Tests.Simulation.Clock;

/// <summary>Clock and journal: the mark before the grant, one entry at a time, other clocks, failures.</summary>
public sealed class ShopClockJournalTests : ClockStage
{
    [Fact]
    public void A_horizon_is_granted_when_its_mark_is_in_the_journal_and_no_greater_number_is()
    {
        Journal.Writing.Close();
        var clock = ShopClock();
        Called().Horizon.ShouldBe(From);
        Written().Mark.ShouldBe(Second(10));
        ReportAll(clock, From);
        Silent(clock);

        Journal.Asking.Close();
        Journal.Writing.Open();
        Silent(clock);
        Journal.Asking.Open();

        Called().Horizon.ShouldBe(Second(10));
        Reaches(Second(300));
    }

    [Fact]
    public void One_entry_is_in_flight_whatever_happens_meanwhile()
    {
        Journal.Writing.Close();
        var clock = ShopClock();
        Written().Number.ShouldBe(1);

        ReportAll(clock, Second(1000));
        Tables.Commands.Add(Command(1));
        Tables.SlowestAnalyst = Second(2000);
        Clock.Advance(TimeSpan.FromHours(1));
        Silent(clock);

        Heard<JournalWrite>(Writes).ShouldBeEmpty();
        Journal.Writing.Open();
        Written().Number.ShouldBe(2);
    }

    [Fact]
    public void The_mark_is_set_ahead_in_strides()
    {
        Settings = Settings with { Speed = ShopSpeed.Live };
        var clock = ShopClock();
        ReportAll(clock, From);
        for (var second = 0; second <= 30; second++)
        {
            Reaches(Second(second));
            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Rows().Count.ShouldBeInRange(2, 7);
    }

    [Fact]
    public void A_greater_number_in_the_journal_stops_it_before_anything_is_granted()
    {
        Journal.Writing.Close();
        var clock = ShopClock();
        Watch(clock);
        ReportAll(clock, From);
        Written();
        WriteElsewhere(new ClockState(2, Second(77), [], []));
        Heard<Advance>(Region);

        Journal.Writing.Open();
        ExpectTerminated(clock);

        Heard<Advance>(Region).ShouldBeEmpty();
    }

    [Fact]
    public void Of_two_clocks_the_one_whose_number_is_taken_stops()
    {
        Journal.Writing.Close();
        var clock = ShopClock();
        Watch(clock);
        Written();
        WriteElsewhere(new ClockState(1, Second(77), [], []));

        Journal.Writing.Open();

        ExpectTerminated(clock);
    }

    [Theory]
    [InlineData(WriteFate.Failed)]
    [InlineData(WriteFate.FailedThoughKept)]
    [InlineData(WriteFate.Rejected)]
    internal void An_entry_that_did_not_go_through_stops_it(WriteFate fate)
    {
        Journal.Next(fate);
        var clock = ShopClock();
        Watch(clock);
        Written();

        ExpectTerminated(clock);
    }

    [Theory]
    [InlineData(WriteFate.Failed)]
    [InlineData(WriteFate.FailedThoughKept)]
    [InlineData(WriteFate.Rejected)]
    internal void Stopped_it_is_started_again_and_goes_on_from_the_journal(WriteFate fate)
    {
        Settings = Settings with { Speed = ShopSpeed.Live };
        Clock.Advance(TimeSpan.FromMinutes(1));
        Journal.Next(WriteFate.Kept, fate, fate, WriteFate.Kept, fate);
        Supervised();
        Tables.Commands.Add(Command(1));

        var call = CalledUntil(call =>
        {
            ReportAll(Region.Sender, call.Horizon);
            return call.Horizon >= Second(60);
        });

        Rows().ShouldAllBe(row => row.Number > 0);
        Rows()[^1].Campaigns.Count.ShouldBe(1);
        call.Campaigns.Campaigns.Count.ShouldBe(1);
    }

    [Fact]
    public void The_journal_is_trimmed_to_the_newest_entry_which_holds_everything()
    {
        Settings = Settings with { Speed = ShopSpeed.Live };
        Tables.Commands.Add(Command(3, seconds: 3600));
        var clock = ShopClock();
        ReportAll(clock, From);
        var second = 0;
        Repeat(until: () => Heard<JournalTrimmed>(Writes).Count > 0, () =>
        {
            Clock.Advance(TimeSpan.FromSeconds(5));
            Reaches(Second(second += 5));
        });
        Rows()[0].Number.ShouldBe(16);
        Rows().Count.ShouldBeLessThan(4);
        Sys.Stop(clock);

        var next = ShopClock();
        ReportAll(next, Second(second));

        Reaches(Second(second)).Campaigns.Campaigns.Select(campaign => campaign.Id).ShouldBe([3]);
    }
}
