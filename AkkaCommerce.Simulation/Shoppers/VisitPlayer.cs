namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>Plays a visit forward, one deed at a time.</summary>
internal static class VisitPlayer
{
    /// <summary>
    /// Does what is due next. A behaviour that throws ends the visit there; as all it does is a function of the seed, so is that. The truth
    /// counts it, with its reason.
    /// </summary>
    public static void Step(ref Visit visit, in ShopContext shop)
    {
        try
        {
            if (visit.Next == Deed.Arrive) Session.Begin(ref visit, shop);
            else if (visit.Next == Deed.Leave) Session.End(ref visit, shop);
            else if (visit.State == ShopperState.Browsing) Browsing.Step(ref visit, shop);
            else if (visit.State == ShopperState.WithCart) WithCart.Step(ref visit, shop);
            else Checkout.Step(ref visit, shop);
        }
#pragma warning disable CA1031 // Whatever it throws: one shopper's failure is never another's.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            shop.Events?.AddFailure(visit.At, ReasonOf(failure));
            visit.State = ShopperState.Away;
        }
    }

    /// <summary>What the truth keeps of a failure.</summary>
    public static string ReasonOf(Exception failure) => $"{failure.GetType().Name}: {failure.Message}";

    /// <summary>A visit from its start to just after a moment, nothing written. It is away when it has ended by then.</summary>
    public static void PlayThrough(ref Visit visit, long moment, in ShopContext shop)
    {
        do Step(ref visit, shop);
        while (visit.State != ShopperState.Away && visit.At <= moment);
    }

    /// <summary>A visit that is over, and all written that happened in it: only what comes back of its order is of interest. Most never come to one.</summary>
    public static void PlayForReturns(ref Visit visit, in ShopContext shop)
    {
        Step(ref visit, shop);
        if (visit.Shopping) PlayThrough(ref visit, long.MaxValue, shop);
        else visit.State = ShopperState.Away;
    }
}
