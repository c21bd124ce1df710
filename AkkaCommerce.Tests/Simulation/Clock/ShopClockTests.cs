using AkkaCommerce.Simulation.Clock;

namespace AkkaCommerce.Tests.Simulation.Clock;

/// <summary>How far the clock lets its writers go.</summary>
public sealed class ShopClockTests : ClockStage
{
    [Fact]
    public void Before_any_writer_has_answered_they_are_only_woken()
    {
        Clock.Advance(TimeSpan.FromHours(1));
        ShopClock();

        Reaches(From).Campaigns.Campaigns.ShouldBeEmpty();
    }

    [Fact]
    public void At_the_greatest_speed_the_slowest_shard_holds_the_horizon_within_the_bound()
    {
        var clock = ShopClock();
        Report(clock, 0, Second(100));
        Reaches(Second(300));

        Report(clock, 1, Second(40));
        Reaches(Second(340));
        Report(clock, 1, Second(90));
        Reaches(Second(390));
    }

    [Fact]
    public void At_the_greatest_speed_the_slowest_living_analyst_holds_it_too()
    {
        var clock = ShopClock();
        ReportAll(clock, Second(100));
        Tables.SlowestAnalyst = Second(20);
        Reaches(Second(320));

        Tables.SlowestAnalyst = null;
        Reaches(Second(400));
    }

    [Fact]
    public void The_bound_is_never_less_than_two_panes()
    {
        Settings = Settings with { Bound = TimeSpan.FromSeconds(1) };
        var clock = ShopClock();
        ReportAll(clock, From);

        Reaches(Second(20));
    }

    [Fact]
    public void Live_a_stopped_shop_catches_up_with_the_wall_clock_and_goes_on_with_it()
    {
        Settings = Settings with { Speed = ShopSpeed.Live };
        Clock.Advance(TimeSpan.FromHours(1));
        var clock = ShopClock();
        ReportAll(clock, Second(600));
        Reaches(Second(3600));

        Clock.Advance(TimeSpan.FromSeconds(7));
        Reaches(Second(3607));
    }

    [Fact]
    public void Live_a_shop_whose_beginning_is_to_come_waits_for_it()
    {
        Settings = Settings with { Speed = ShopSpeed.Live };
        Clock.AdjustTime(Clock.GetUtcNow() - TimeSpan.FromMinutes(1));
        var clock = ShopClock();
        ReportAll(clock, From);
        Clock.Advance(TimeSpan.FromSeconds(50));
        Reaches(From);

        Clock.Advance(TimeSpan.FromSeconds(17));
        Reaches(Second(7));
    }

    [Fact]
    public void Live_and_ahead_of_a_wall_clock_set_back_it_goes_on_at_its_own_pace()
    {
        Settings = Settings with { Speed = ShopSpeed.Live };
        Clock.AdjustTime(Clock.GetUtcNow() - TimeSpan.FromHours(1));
        var clock = ShopClock();
        ReportAll(clock, Second(10));
        Reaches(Second(10));

        Clock.Advance(TimeSpan.FromSeconds(7));
        Reaches(Second(17));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(0.5)]
    [InlineData(1_000_000)]
    public void So_many_times_as_fast_it_goes_so_many_times_as_far(double speed)
    {
        Settings = Settings with { Speed = new ShopSpeed(speed) };
        var clock = ShopClock();
        ReportAll(clock, From);
        Reaches(From);

        Clock.Advance(TimeSpan.FromSeconds(4));
        Reaches(Second(4 * speed));
        Clock.Advance(TimeSpan.FromSeconds(2));
        Reaches(Second(6 * speed));
    }

    [Fact]
    public void A_clock_that_follows_another_goes_on_from_the_greatest_progress_reported()
    {
        Settings = Settings with { Speed = new ShopSpeed(60) };
        WriteElsewhere(new ClockState(9, Second(5000), [], []));
        var clock = ShopClock();
        Report(clock, 1, Second(480));
        Reaches(Second(480));

        Report(clock, 0, Second(600));
        Reaches(Second(600));
        Clock.Advance(TimeSpan.FromSeconds(1));
        Reaches(Second(660));
    }

    [Fact]
    public void Reports_lost_repeated_and_late_take_nothing_back()
    {
        var clock = ShopClock();
        ReportAll(clock, Second(100));
        Reaches(Second(400));

        Report(clock, 0, Second(50));
        Report(clock, 1, Second(100));
        Report(clock, 1, From);
        Reaches(Second(400));
        ReportAll(clock, Second(101));
        Reaches(Second(401));
    }

    [Fact]
    public void Nothing_is_granted_at_or_after_until_which_is_rounded_up_to_a_panes_end_and_may_grow()
    {
        Tables.Until = Second(25);
        var clock = ShopClock();
        ReportAll(clock, From);
        Reaches(Second(29.999));

        Tables.Until = Second(60);
        Reaches(Second(59.999));
        Tables.Until = null;
        Reaches(Second(300));
    }

    [Fact]
    public void Nobody_is_called_while_the_simulation_retires()
    {
        Tables.Retires = true;
        var clock = ShopClock();
        ReportAll(clock, From);
        Silent(clock);
    }

    [Fact]
    public void A_simulation_that_begins_to_retire_is_granted_nothing_more()
    {
        var clock = ShopClock();
        ReportAll(clock, From);
        Reaches(Second(300));

        Tables.Retires = true;
        Timers(TimeSpan.FromMilliseconds(200));
        Settle(clock);

        Silent(clock);
    }

    [Fact]
    public void A_node_that_stops_calls_nobody()
    {
        var clock = ShopClock();
        Reaches(From);
        IsFinishing = true;

        Silent(clock);
    }

    [Fact]
    public void The_end_is_told_when_every_shard_has_committed_all_before_until()
    {
        var told = CreateTestProbe();
        Sys.EventStream.Subscribe(told, typeof(ClockProgress));
        Tables.Until = Second(60);
        var clock = ShopClock();
        Report(clock, 0, Second(59.999));
        Report(clock, 1, Second(59.998));
        Reaches(Second(59.999));
        Heard<ClockProgress>(told).ShouldAllBe(progress => !progress.IsDone);

        Report(clock, 1, Second(59.999));

        Hears<ClockProgress>(told).IsDone.ShouldBeTrue();
    }
}
