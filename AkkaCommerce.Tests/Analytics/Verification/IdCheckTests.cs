using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Verification;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log.Truth;
using AkkaCommerce.Tests.Analytics.Hosting;

namespace AkkaCommerce.Tests.Analytics.Verification;

public sealed class IdCheckTests
{
    private static readonly AnalysisOptions Options = new();
    private static readonly PaneGrid Grid = PaneGrid.Of(Options);

    private readonly HandMadeShop _shop = new(seed: 8, TimeSpan.FromMinutes(1), events: 60);
    private readonly Findings _findings = new();

    [Fact]
    public void A_transaction_that_is_in_the_log_twice_is_doubled_and_nothing_of_it_is_lost()
    {
        Check(inLog: 2, told: 2);

        (_findings.Doubled, _findings.Lost).ShouldBe((60, 0));
    }

    [Fact]
    public void What_was_told_twice_and_is_there_once_is_lost()
    {
        Check(inLog: 1, told: 2);

        (_findings.Doubled, _findings.Lost).ShouldBe((0, 60));
    }

    [Fact]
    public void An_event_that_is_lost_beside_another_that_is_doubled_is_named()
    {
        var (lost, doubled) = (_shop.Events[0], _shop.Events.First(e => e != _shop.Events[0] && Pane(e) == Pane(_shop.Events[0])));

        Check(e => e == lost ? 0 : e == doubled ? 2 : 1, told: 1);

        (_findings.Doubled, _findings.Lost).ShouldBe((1, 1));
        _findings.Texts.ShouldContain(text => text.Contains(_shop.IdOf(lost).ToString()));
    }

    private void Check(int inLog, int told) => Check(_ => inLog, told);

    private void Check(Func<HandMadeEvent, int> inLog, int told)
    {
        var truth = new TruthRecord(Options.Pane);
        foreach (var e in _shop.Events) truth.At(new Timestamp(e.Time)).AddEvents(e.Type, told);
        List<OwnEvent> own = [.. _shop.Events.SelectMany(e => Enumerable.Repeat(new OwnEvent(_shop.IdOf(e), Pane(e), e.Type), inLog(e)))];
        new IdCheck(0, Grid, new HandMadeExpectation(_shop, shards: 1), _findings).Check(own, truth, long.MinValue, long.MaxValue);
    }

    private static long Pane(HandMadeEvent e) => Grid.PaneOf(e.Time);
}
