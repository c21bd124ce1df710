using Akka.Actor;
using Akka.TestKit;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Node.Reporting;
using AkkaCommerce.Node.Screen;
using AkkaCommerce.Tests.Analytics.Hosting;
using AkkaCommerce.Tests.VirtualTime;

namespace AkkaCommerce.Tests.Node.Reporting;

public sealed class ConsoleReporterTests : VirtualTimeKit
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(500);
    private static readonly HandMadeShop Shop = new(seed: 5, TimeSpan.FromMinutes(10), events: 100);
    private static readonly WindowSnapshot[] Windows = [.. Enumerable.Range(0, 3).Select(pane => Shop.WindowOf(HandMadeShop.From + TimeSpan.FromSeconds(300 + 10 * pane)))];
    private static readonly WindowSnapshot Live = Window(10) with { Final = false };

    private readonly TestProbe _shown, _looks;
    private readonly ManualResetEventSlim _answering = new(initialState: true);
    private Func<TableLook, TableFigures> _tables = _ => Tables();
    private string? _away;

    public ConsoleReporterTests() => (_shown, _looks) = (CreateTestProbe("shown"), CreateTestProbe("looks"));

    [Fact]
    public void The_first_live_window_is_shown_at_once_and_those_after_it_with_the_next_picture()
    {
        _answering.Reset();
        var reporter = Reporter();

        reporter.Tell(new LiveWindow(Live));
        Shown().Window!.End.ShouldBe(Live.End);
        reporter.Tell(new LiveWindow(Window(20)));
        Settle(reporter);
        _shown.HasMessages.ShouldBeFalse();

        _answering.Set();
        Draw();
        Shown().Window!.End.ShouldBe(Window(20).End);
    }

    [Fact]
    public void While_one_look_into_the_tables_lasts_there_is_no_other_and_pictures_go_on()
    {
        _answering.Reset();
        var reporter = Reporter();
        Draw();
        Looked();

        for (var time = 0; time < 3; time++)
        {
            Timers(Refresh);
            Shown().DeadLetters.ShouldBe(0);
        }
        _looks.HasMessages.ShouldBeFalse();

        _answering.Set();
        Shown().DeadLetters.ShouldBe(7);
        Timers(Refresh);
        Looked();
    }

    [Fact]
    public void A_database_that_does_not_answer_is_shown_so_and_asked_again()
    {
        _away = "PostgreSQL does not answer";
        _tables = _ => throw new LogUnavailableException("away") { IsSaid = true };
        Reporter();
        Draw();
        Shown().Phase.ShouldBe(_away);

        (_away, _tables) = (null, _ => Tables());
        Timers(Refresh);

        Shown().DeadLetters.ShouldBe(7);
    }

    [Fact]
    public void The_live_window_is_looked_for_where_nobody_tells_it()
    {
        _tables = look => Tables() with { Live = look.Live ? Live : null };
        var reporter = Reporter();
        Draw();
        Looked().Live.ShouldBeTrue();
        Shown().Window!.End.ShouldBe(Live.End);

        reporter.Tell(new LiveWindow(Window(20)));
        Timers(Refresh);
        Looked().Live.ShouldBeFalse();
        Shown();
        Timers(Refresh);
        Looked().Live.ShouldBeTrue();
    }

    [Fact]
    public void Final_windows_are_looked_for_behind_those_that_are_known()
    {
        _tables = look => Tables() with { Finals = look.After is null ? [Window(10), Window(20)] : [] };
        Reporter();
        Draw();
        Looked().After.ShouldBeNull();
        Shown().Finals.Select(final => final.End).ShouldBe([Window(10).End, Window(20).End]);

        Timers(Refresh);

        Looked().After.ShouldBe(Window(20).End);
        Shown().Finals.Count.ShouldBe(2);
    }

    [Fact]
    public void A_display_that_was_stopped_shows_the_same_until_it_goes_on()
    {
        var reporter = Reporter();
        Draw();
        Shown();
        reporter.Tell(new LiveWindow(Live));
        Shown();

        Press(reporter, DashboardKey.Pause);
        Shown().IsPaused.ShouldBeTrue();
        reporter.Tell(new LiveWindow(Window(20)));
        Timers(Refresh);
        Shown().ShouldSatisfyAllConditions(figures => figures.IsPaused.ShouldBeTrue(), figures => figures.Window!.End.ShouldBe(Live.End));

        Press(reporter, DashboardKey.Pause);
        Shown().ShouldSatisfyAllConditions(figures => figures.IsPaused.ShouldBeFalse(), figures => figures.Window!.End.ShouldBe(Window(20).End));
    }

    [Fact]
    public void Keys_step_through_past_windows_and_back_to_the_newest()
    {
        _tables = look => Tables() with { Stepped = look.Past, Past = look.Past is { Steps: -1 } ? new PastWindow(Window(0), [WindowTotals.Of(Window(0))]) : null };
        var reporter = Reporter();
        reporter.Tell(new LiveWindow(Live));
        Shown();
        Draw();
        Looked();
        Shown();

        Press(reporter, DashboardKey.Back);
        Looked().Past.ShouldBe(new PastStep(Live.End, -1));
        Shown().ShouldSatisfyAllConditions(
            figures => figures.IsPast.ShouldBeTrue(),
            figures => figures.Window!.End.ShouldBe(Window(0).End),
            figures => figures.Trend.ShouldHaveSingleItem().End.ShouldBe(Window(0).End));
        Timers(Refresh);
        Looked().Past.ShouldBeNull();
        Shown().IsPast.ShouldBeTrue();

        Press(reporter, DashboardKey.Live);
        Shown().ShouldSatisfyAllConditions(figures => figures.IsPast.ShouldBeFalse(), figures => figures.Window!.End.ShouldBe(Live.End));
    }

    private static void Press(IActorRef reporter, DashboardKey key) => reporter.Tell(new ConsoleReporter.KeyPressed(key));

    private IActorRef Reporter()
    {
        var reporter = Sys.ActorOf(ConsoleReporter.Props(new ReporterContext
        {
            Scene = new DashboardScene(TimeSpan.Zero, Speed: 1, HasSimulation: true),
            Show = figures => _shown.Tell(new Picture(figures)),
            Refresh = Refresh,
            Look = look =>
            {
                _looks.Tell(new Asked(look));
                _answering.Wait();
                return _tables(look);
            },
            Mediator = CreateTestProbe("mediator"),
            Time = Clock,
            Away = () => _away,
        }));
        Settle(reporter);
        return reporter;
    }

    /// <summary>The first picture is due: a look begins.</summary>
    private void Draw() => Timers(TimeSpan.FromMilliseconds(1));

    private DashboardFigures Shown() => _shown.ExpectMsg<Picture>().Figures;

    private TableLook Looked() => _looks.ExpectMsg<Asked>().Look;

    private static TableFigures Tables() => new(new ShopState(Shop.Run, IsSimulated: true, IsAnalysed: true, null), Late: 0, Dead: 7, [], null);

    /// <summary>Of the first five minutes and so many seconds.</summary>
    private static WindowSnapshot Window(int seconds) => Windows[seconds / 10];

    private sealed record Picture(DashboardFigures Figures) : INoSerializationVerificationNeeded;

    private sealed record Asked(TableLook Look) : INoSerializationVerificationNeeded;
}
