using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Node.Reporting;
using AkkaCommerce.Tests.Analytics.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace AkkaCommerce.Tests.Node.Reporting;

public sealed class FigureLinesTests
{
    private static readonly HandMadeShop Shop = new(seed: 5, TimeSpan.FromMinutes(10), events: 100);

    private readonly FakeTimeProvider _time = new();
    private readonly StringWriter _written = new() { NewLine = "\n" };
    private readonly FigureLines _lines;

    public FigureLinesTests() => _lines = new FigureLines(_written, _time);

    private string[] Ends => [.. _written.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[..26])];

    [Fact]
    public void Of_a_live_shop_every_final_window_is_a_line_none_left_out_and_none_twice()
    {
        _lines.Show(Figures("live", live: 10, final: 0));
        for (var pane = 1; pane <= 3; pane++)
        {
            _time.Advance(TimeSpan.FromSeconds(9.7));
            _lines.Show(Figures("live", live: 10 * pane + 10, final: 10 * pane));
            _lines.Show(Figures("live", live: 10 * pane + 10, final: 10 * pane));
        }
        _time.Advance(TimeSpan.FromSeconds(21));
        _lines.Show(Figures("live", live: 60, final: 50));

        Ends.ShouldBe(
        [
            "2025-09-07T15:05:10Z live ", "2025-09-07T15:05:20Z final", "2025-09-07T15:05:30Z final", "2025-09-07T15:05:40Z final", "2025-09-07T15:05:50Z final",
        ]);
    }

    [Fact]
    public void While_it_catches_up_there_is_a_line_each_ten_seconds_and_what_it_passed_over_is_not_told_when_it_is_live()
    {
        _lines.Show(Figures("catching up", live: 10, final: 0));
        for (var second = 1; second <= 15; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            _lines.Show(Figures("catching up", live: 10 + 10 * second, final: 10 * second));
        }
        _lines.Show(Figures("live", live: 170, final: 160));

        Ends.ShouldBe(["2025-09-07T15:05:10Z live ", "2025-09-07T15:06:50Z live ", "2025-09-07T15:07:40Z final"]);
    }

    [Fact]
    public void Before_a_shop_has_begun_it_is_said_once_when_it_begins()
    {
        for (var time = 0; time < 3; time++) _lines.Show(new DashboardFigures { Phase = "begins at noon", Begins = HandMadeShop.From });
        _lines.Show(new DashboardFigures { Phase = "starting" });

        _written.ToString().ShouldBe("the shop begins at noon\n");
    }

    [Fact]
    public void A_line_holds_the_window_s_figures_and_the_run_s()
    {
        var window = Window(10) with { Revenue = 1234.5m, Orders = 3, AverageOrderValue = 411.5m, UniqueCustomers = 2, ViewerConversionRate = 0.0205m };
        var figures = new DashboardFigures { Phase = "live", LateEvents = 7, DeadLetters = 1234, Warnings = 2, EventsPerSecond = 17.25 };

        FigureLines.Line(figures, window).ShouldBe(
            $"2025-09-07T15:05:10Z final live  events {window.Events.Total}  revenue 1,234.50  orders 3  average 411.50  customers 2  conversion 2.05 %"
            + "  late 7  dead 1,234  warnings 2  17.3 events/s");
    }

    /// <summary>Of the first five minutes and so many seconds.</summary>
    private static WindowSnapshot Window(int seconds) => Shop.WindowOf(HandMadeShop.From + TimeSpan.FromSeconds(300 + seconds));

    private static DashboardFigures Figures(string phase, int live, int final) => new()
    {
        Phase = phase,
        Window = Window(live) with { Final = false },
        Finals = [.. Enumerable.Range(0, FigureBoard.MostFinals).Select(pane => Window(final - 10 * (FigureBoard.MostFinals - 1 - pane)))],
    };
}
