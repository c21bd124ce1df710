using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Tests.Simulation.Shoppers;

public sealed class CampaignTests
{
    [Fact]
    public void It_holds_after_its_mark_and_through_its_length()
    {
        var closed = new Campaign { Id = 1, Kind = CampaignKind.CloseShop, After = new(1000), Length = TimeSpan.FromSeconds(2) };
        closed.Holds(new(1000)).ShouldBeFalse();
        closed.Holds(new(1001)).ShouldBeTrue();
        closed.Holds(new(3000)).ShouldBeTrue();
        closed.Holds(new(3001)).ShouldBeFalse();
    }

    [Fact]
    public void Of_several_lifts_the_strongest_counts_and_of_equals_the_first()
    {
        Campaign Lift(long id, double lift) => new() { Id = id, Kind = CampaignKind.Lift, After = new(0), Length = TimeSpan.FromSeconds(1), Lift = lift };
        new CampaignList(3, [Lift(1, 2), Lift(2, 3), Lift(3, 3)]).LiftAt(new(5))!.Id.ShouldBe(2);
        CampaignList.None.LiftAt(new(5)).ShouldBeNull();
    }
}
