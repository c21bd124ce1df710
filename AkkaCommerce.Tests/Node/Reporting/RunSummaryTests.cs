using AkkaCommerce.Node.Reporting;

namespace AkkaCommerce.Tests.Node.Reporting;

public sealed class RunSummaryTests
{
    private static readonly RunTotals Totals = new(Events: 12_345, Orders: 67, Revenue: 8_901.5m);

    [Fact]
    public void It_tells_all_there_is_and_the_rate_of_what_this_process_added() =>
        new RunSummary(Totals, TimeSpan.FromSeconds(20)) { New = 50 }.ToString().ShouldBe("12,345 events, 67 orders, revenue 8,901.50, 20 s (2.50 events/s)");

    [Fact]
    public void What_is_in_no_window_is_told_where_there_is_any() =>
        new RunSummary(Totals with { Late = 1_234, Dead = 1 }, null).ToString().ShouldBe("12,345 events, 67 orders, revenue 8,901.50, 1,234 late (in no window), 1 dead letter (finished before)");

    [Fact]
    public void What_was_finished_before_has_no_rate() =>
        new RunSummary(Totals with { Revenue = null }, null).ToString().ShouldBe("12,345 events, 67 orders (finished before)");
}
