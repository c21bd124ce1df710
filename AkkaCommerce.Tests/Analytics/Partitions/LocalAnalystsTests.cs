using Akka;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.TestKit;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Tests.VirtualTime;

namespace AkkaCommerce.Tests.Analytics.Partitions;

/// <summary>A node that stops: its analysts finish first.</summary>
public sealed class LocalAnalystsTests : VirtualTimeKit
{
    private readonly IActorRef _local;

    public LocalAnalystsTests()
    {
        var mediator = CreateTestProbe();
        _local = Sys.ActorOf(LocalAnalysts.Props(mediator));
        mediator.ExpectMsg<Subscribe>().Topic.ShouldBe(AnalystStatus.Topic);
        Settle(_local);
    }

    [Fact]
    public void Without_an_analyst_there_is_nothing_to_wait_for()
    {
        _local.Tell(FinishAnalysis.Instance, TestActor);

        ExpectMsg<Done>();
    }

    [Fact]
    public void All_are_told_to_finish_and_it_is_done_when_all_have_gone()
    {
        TestProbe[] analysts = [Started(), Started(), Started()];
        _local.Tell(FinishAnalysis.Instance, TestActor);
        foreach (var analyst in analysts) analyst.ExpectMsg<FinishAnalysis>();

        Gone(analysts[0]);
        Gone(analysts[2]);
        HasMessages.ShouldBeFalse();
        Gone(analysts[1]);

        ExpectMsg<Done>();
    }

    [Fact]
    public void One_that_is_started_again_meanwhile_is_told_too_and_waited_for()
    {
        var analyst = Started();
        _local.Tell(FinishAnalysis.Instance, TestActor);
        var again = Started();
        Gone(analyst);
        HasMessages.ShouldBeFalse();

        again.ExpectMsg<FinishAnalysis>();
        Gone(again);

        ExpectMsg<Done>();
    }

    [Fact]
    public void It_tells_the_newest_status_of_every_shard_in_order()
    {
        foreach (var (shard, through) in new[] { (2, 10), (0, 20), (2, 30) })
            _local.Tell(new AnalystStatus(shard, new Timestamp(through), Timestamp.Min, "nothing", default, default, default, EntryName.None, true, true, Timestamp.Min));

        _local.Tell(new LocalAnalysts.AskStatuses(), TestActor);

        ExpectMsg<LocalAnalysts.Statuses>().Analysts.Select(status => (status.Shard, status.ClosedThrough.Milliseconds)).ShouldBe([(0, 20L), (2, 30L)]);
    }

    [Fact]
    public void It_tells_whose_analysts_live_here()
    {
        TestProbe[] analysts = [Started(3), Started(1), Started(2)];
        Gone(analysts[0]);

        _local.Tell(new LocalAnalysts.AskShards(), TestActor);

        ExpectMsg<LocalAnalysts.Shards>().Here.ShouldBe([1, 2]);
    }

    private TestProbe Started(int shard = 0)
    {
        var analyst = CreateTestProbe();
        Sys.EventStream.Publish(new LocalAnalysts.Started(shard, analyst));
        Settle(_local);
        return analyst;
    }

    private void Gone(TestProbe analyst)
    {
        Watch(analyst);
        Sys.Stop(analyst);
        ExpectTerminated(analyst);
        Settle(_local);
    }
}
