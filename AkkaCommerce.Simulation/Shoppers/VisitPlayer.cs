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
            shop.Events?.AddFailure(visit.At, $"{failure.GetType().Name}: {failure.Message}");
            visit.State = ShopperState.Away;
        }
    }

    /// <summary>A visit from its start to just after a moment, nothing written. It is away when it has ended by then.</summary>
    public static void PlayThrough(ref Visit visit, long moment, in ShopContext shop)
    {
        do Step(ref visit, shop);
        while (visit.State != ShopperState.Away && visit.At <= moment);
    }
}
