using AkkaCommerce.Node.Commands;
using Microsoft.Extensions.Time.Testing;

namespace AkkaCommerce.Tests.Node.Commands;

public sealed class StatusLineTests
{
    private readonly StringWriter _terminal = new() { NewLine = "\n" };
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_bar_says_how_far_work_is_and_what_is_left()
    {
        using var line = new StatusLine(_terminal, () => 80, colours: false);
        using var progress = new WorkProgress(line, "verifying", _time);

        _time.Advance(TimeSpan.FromSeconds(4));
        progress.Report(0.25);

        _terminal.ToString().ShouldBe("\r\e[Kverifying  ━━━━━━━━━━──────────────────────────────  25 %  12 s left");
    }

    [Fact]
    public void It_is_drawn_now_and_then_and_taken_away_at_the_end()
    {
        using var line = new StatusLine(_terminal, () => 80, colours: false);
        var progress = new WorkProgress(line, "x", _time);
        _time.Advance(TimeSpan.FromSeconds(1));
        for (var step = 0; step < 1000; step++) progress.Report(0.5);

        progress.Dispose();
        progress.Report(0.9);

        _terminal.ToString().Split("\r\e[K").Length.ShouldBe(3);
        _terminal.ToString().ShouldEndWith("\r\e[K");
    }

    [Fact]
    public void Work_that_is_done_at_once_has_none()
    {
        using (var line = new StatusLine(_terminal, () => 80, colours: false))
        using (var progress = new WorkProgress(line, "x", _time))
            progress.Report(0.5);

        _terminal.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void What_is_said_meanwhile_stands_above_it()
    {
        using var line = new StatusLine(_terminal, () => 80, colours: false);
        line.Show("half");

        line.WriteLine("said");

        _terminal.ToString().ShouldBe("\r\e[Khalf\r\e[Ksaid\nhalf");
    }

    [Fact]
    public void Where_nobody_looks_there_is_only_what_is_said()
    {
        using (var line = new StatusLine(_terminal, width: null, colours: false))
        using (var progress = new WorkProgress(line, "x", _time))
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            progress.Report(0.5);
            line.WriteLine("said");
        }

        _terminal.ToString().ShouldBe("said\n");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_has_colours_only_where_they_are_wanted(bool colours)
    {
        using var line = new StatusLine(_terminal, () => 80, colours);
        using var progress = new WorkProgress(line, "x", _time);
        _time.Advance(TimeSpan.FromSeconds(1));

        progress.Report(0.5);

        _terminal.ToString().Contains("\e[32m", StringComparison.Ordinal).ShouldBe(colours);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(40)]
    [InlineData(55)]
    [InlineData(300)]
    public void It_is_never_wider_than_the_terminal(int width)
    {
        using var line = new StatusLine(_terminal, () => width, colours: false);
        using var progress = new WorkProgress(line, "catching up", _time);
        _time.Advance(TimeSpan.FromHours(30));

        progress.Report(0.02);

        _terminal.ToString().Replace("\r\e[K", "", StringComparison.Ordinal).Length.ShouldBeLessThan(width);
    }
}
