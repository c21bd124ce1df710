using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Node.Reporting;
using AkkaCommerce.Node.Screen;

namespace AkkaCommerce.Tests.Node.Reporting;

public sealed class PastWindowsTests
{
    private static readonly WindowSnapshot Newest = Window(100);

    private readonly PastWindows _past = new();

    [Fact]
    public void Nothing_is_looked_for_before_a_key_is_pressed() => _past.Next(Newest).ShouldBeNull();

    [Fact]
    public void Keys_that_come_while_one_look_lasts_are_one_step_of_the_next()
    {
        _past.Press(DashboardKey.Back, Newest);
        var first = _past.Next(Newest)!.Value;
        first.ShouldBe(new PastStep(Newest.End, -1));
        _past.Press(DashboardKey.Back, Newest);
        _past.Press(DashboardKey.Back, Newest);
        _past.Press(DashboardKey.Forward, Newest);

        _past.Take(first, Found(90));

        _past.Next(Newest).ShouldBe(new PastStep(Window(90).End, -1));
    }

    [Fact]
    public void A_page_is_the_shown_windows_length_and_is_gone_before_single_windows()
    {
        var newest = new WindowSnapshot { Start = new(40_000), End = new(100_000), Final = false, Events = default };
        foreach (var key in (DashboardKey[])[DashboardKey.Back, DashboardKey.FarBack, DashboardKey.FarBack]) _past.Press(key, newest);

        var pages = _past.Next(newest)!.Value;
        pages.ShouldBe(new PastStep(newest.End, -2, TimeSpan.FromMinutes(1)));
        _past.Take(pages, Found(80));

        _past.Next(newest).ShouldBe(new PastStep(Window(80).End, -1));
    }

    [Fact]
    public void A_page_is_not_taken_for_a_window_by_who_went_back_to_the_newest_meanwhile()
    {
        _past.Press(DashboardKey.Back, Newest);
        var step = _past.Next(Newest)!.Value;
        _past.Press(DashboardKey.Live, Newest);
        _past.Press(DashboardKey.FarBack, Newest);

        _past.Take(step, Found(90));

        _past.Shown.ShouldBeNull();
        _past.Next(Newest).ShouldBe(new PastStep(Newest.End, -1, TimeSpan.FromMinutes(5)));
    }

    [Fact]
    public void Before_the_first_window_one_stays_at_it()
    {
        Go(DashboardKey.Back, Found(10));
        Go(DashboardKey.Back, null);

        _past.Shown!.Window.End.ShouldBe(Window(10).End);
        _past.Next(Newest).ShouldBeNull();
    }

    [Fact]
    public void After_the_last_final_window_comes_the_newest()
    {
        Go(DashboardKey.Back, Found(90));
        Go(DashboardKey.Forward, null);

        _past.Shown.ShouldBeNull();
    }

    [Fact]
    public void From_the_newest_there_is_nothing_to_go_forward_to()
    {
        _past.Press(DashboardKey.Forward, Newest);

        _past.Next(Newest).ShouldBeNull();
    }

    [Fact]
    public void Who_went_back_to_the_newest_meanwhile_stays_there()
    {
        _past.Press(DashboardKey.Back, Newest);
        var step = _past.Next(Newest)!.Value;
        _past.Press(DashboardKey.Live, Newest);

        _past.Take(step, Found(90));

        _past.Shown.ShouldBeNull();
    }

    [Fact]
    public void Before_anything_is_shown_there_is_nowhere_to_go()
    {
        _past.Press(DashboardKey.Back, null);

        _past.Next(Newest).ShouldBeNull();
    }

    private void Go(DashboardKey key, PastWindow? found)
    {
        _past.Press(key, Newest);
        _past.Take(_past.Next(Newest)!.Value, found);
    }

    private static PastWindow Found(int seconds) => new(Window(seconds), []);

    private static WindowSnapshot Window(int seconds) => new() { Start = new(1000L * (seconds - 300)), End = new Timestamp(1000L * seconds), Final = true, Events = default };
}
