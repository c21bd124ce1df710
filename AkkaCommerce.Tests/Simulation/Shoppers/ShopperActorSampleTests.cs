using Akka.TestKit.Xunit2;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Tests.Simulation.Shoppers;

/// <summary>The test that README shows: what stands between the marks is held against it, character by character.</summary>
public sealed class ShopperActorSampleTests : TestKit
{
    private static readonly Timestamp Noon = new(1_757_246_400_000);

    private static readonly Shop SmallShop = new(new SimulationRun
    {
        Seed = 1,
        Shoppers = 100,
        Products = 125,
        VisitsPerDay = 8,
        From = Noon,
        Zone = TimeSpan.Zero,
    });

    public ShopperActorSampleTests() : base("akka.test.single-expect-default = 60s") { }

    // readme-begin
    [Fact]
    public void A_shopper_made_anew_in_the_middle_of_its_day_goes_on_as_if_it_had_never_been_away()
    {
        var (six, midnight) = (Noon + TimeSpan.FromHours(6), Noon + TimeSpan.FromHours(12));
        var stayed = Sys.ActorOf(ShopperActor.Props(SmallShop, user: 42));
        var madeAnew = Sys.ActorOf(ShopperActor.Props(SmallShop, user: 42));

        stayed.Tell(new Walk(Incarnation: 1, Step: 1, Noon, six, CampaignList.None), TestActor);
        ExpectMsg<Walked>().Events.Entries[0].Type.ShouldBe(EventType.SessionStart);

        stayed.Tell(new Walk(Incarnation: 1, Step: 2, six, midnight, CampaignList.None), TestActor);
        var expected = ExpectMsg<Walked>();
        madeAnew.Tell(new Walk(Incarnation: 2, Step: 1, six, midnight, CampaignList.None), TestActor);
        var walked = ExpectMsg<Walked>();

        Lines(walked.Events).ShouldBe(Lines(expected.Events));
        walked.NextDue.ShouldBe(expected.NextDue);
    }
    // readme-end

    private static List<string> Lines(EventBuffer events)
    {
        var lines = new List<string>();
        foreach (ref readonly var entry in events.Entries) lines.Add(System.Text.Encoding.UTF8.GetString(events.Json(entry)));
        lines.ShouldNotBeEmpty();
        return lines;
    }
}
