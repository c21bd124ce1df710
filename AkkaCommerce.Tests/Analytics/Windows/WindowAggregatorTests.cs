using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Tests.VirtualTime;

namespace AkkaCommerce.Tests.Analytics.Windows;

public sealed class WindowAggregatorTests : VirtualTimeKit
{
    private static readonly PaneGrid Grid = new(10_000, 3);

    [Fact]
    public void It_answers_with_live_snapshots_while_its_window_fills()
    {
        var window = Sys.ActorOf(WindowAggregator.Props(Grid));
        for (var late = 0; late < 3; late++)
        {
            window.Tell(Parts(isFinal: false, late), TestActor);

            var answer = ExpectMsg<Aggregated>();
            (answer.Pane, answer.Snapshot.Final, answer.Snapshot.LateEvents).ShouldBe((5, false, late));
        }
    }

    [Fact]
    public void The_final_snapshot_is_its_last_act()
    {
        var window = Sys.ActorOf(WindowAggregator.Props(Grid));
        Watch(window);

        window.Tell(Parts(isFinal: false, late: 1), TestActor);
        window.Tell(Parts(isFinal: true, late: 2), TestActor);
        window.Tell(Parts(isFinal: false, late: 3), TestActor);

        ExpectMsg<Aggregated>().Snapshot.Final.ShouldBeFalse();
        ExpectMsg<Aggregated>().Snapshot.Final.ShouldBeTrue();
        ExpectTerminated(window);
    }

    private static WindowParts Parts(bool isFinal, long late) => new(5, isFinal, [], new NameTable(), default, late, 0);
}
