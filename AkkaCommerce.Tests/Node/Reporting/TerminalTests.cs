using System.Text;
using AkkaCommerce.Node.Reporting;

namespace AkkaCommerce.Tests.Node.Reporting;

public sealed class TerminalTests : IDisposable
{
    private const string Enter = "\e[?1049h\e[?25l\e[2J", Leave = "\e[0m\e[?25h\e[?1049l", Clear = "\e[0m\e[2J";

    private static readonly DashboardFigures Figures = new() { Phase = "starting" };

    private readonly MemoryStream _shown = new();
    private (int Width, int Height) _size = (80, 24);

    public void Dispose() => _shown.Dispose();

    [Fact]
    public void It_is_taken_at_once_and_given_back_once_and_nothing_is_drawn_on_it_afterwards()
    {
        var terminal = Open();
        Shown().ShouldBe(Enter);

        terminal.Dispose();
        terminal.Dispose();
        terminal.Draw(Figures);

        Shown().ShouldBe(Leave);
    }

    [Fact]
    public void A_picture_goes_over_the_last_one_without_what_is_the_same_and_a_terminal_of_another_size_is_cleared_first()
    {
        using var terminal = Open();
        Shown();

        terminal.Draw(Figures);
        Shown().ShouldStartWith(Clear);
        terminal.Draw(Figures);
        Shown().ShouldBeEmpty();
        terminal.Draw(Figures with { LateEvents = 7 });
        Shown().ShouldSatisfyAllConditions(shown => shown.ShouldContain("7"), shown => shown.Length.ShouldBeLessThan(20), shown => shown.ShouldNotContain(Clear));
        _size = (100, 30);
        terminal.Draw(Figures);

        Shown().ShouldStartWith(Clear);
    }

    [Fact]
    public void The_last_picture_is_drawn_anew_as_soon_as_the_size_changes()
    {
        using var terminal = Open();
        terminal.Redraw();
        Shown().ShouldBe(Enter);
        terminal.Draw(Figures);
        Shown();

        terminal.Redraw();
        Shown().ShouldStartWith(Clear);
        terminal.Redraw(goesOn: true);
        Shown().ShouldStartWith("\e[?1047h\e[?25l" + Clear);
    }

    [Fact]
    public void It_is_given_back_while_the_program_is_stopped_and_taken_with_the_whole_picture_when_it_goes_on()
    {
        using var terminal = Open();
        terminal.Draw(Figures);
        Shown();

        terminal.Suspend(stop: () => Shown().ShouldBe(Leave));

        Shown().ShouldBeEmpty();
        terminal.Draw(Figures);
        Shown().ShouldStartWith(Enter + Clear);
    }

    [Fact]
    public void In_the_background_nothing_is_drawn()
    {
        var isOurs = false;
        using var terminal = new Terminal(_shown, colours: false, () => _size, () => isOurs);
        terminal.Draw(Figures);
        terminal.Redraw(goesOn: true);
        Shown().ShouldBeEmpty();

        isOurs = true;
        terminal.Draw(Figures);
        Shown().ShouldStartWith(Enter + Clear);
        isOurs = false;
        terminal.Draw(Figures with { LateEvents = 7 });
        Shown().ShouldBeEmpty();
        isOurs = true;
        terminal.Redraw(goesOn: true);
        Shown().ShouldStartWith("\e[?1047h\e[?25l" + Clear);
    }

    [Fact]
    public void A_terminal_that_was_never_taken_is_not_given_back()
    {
        new Terminal(_shown, colours: false, () => _size, () => false).Dispose();

        Shown().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(80, 24)]
    [InlineData(40, 8)]
    [InlineData(0, 0)]
    public void A_picture_has_no_more_lines_than_the_terminal(int width, int height)
    {
        _size = (width, height);
        using var terminal = Open();
        Shown();

        terminal.Draw(Figures);

        Shown().ShouldNotContain($"\e[{Math.Max(1, height) + 1};");
    }

    [Fact]
    public void A_terminal_that_is_gone_is_drawn_on_in_vain()
    {
        using var terminal = new Terminal(new GoneStream(), colours: false, () => _size);

        Should.NotThrow(() => terminal.Draw(Figures));
    }

    private Terminal Open() => new(_shown, colours: false, () => _size);

    /// <summary>What was written since this was last asked.</summary>
    private string Shown()
    {
        var shown = Encoding.UTF8.GetString(_shown.ToArray());
        _shown.SetLength(0);
        return shown;
    }

    private sealed class GoneStream : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("gone");

        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("gone");
    }
}
