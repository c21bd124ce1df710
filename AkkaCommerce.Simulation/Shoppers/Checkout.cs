namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>A shopper at the till: pays, or thinks better of it and leaves.</summary>
internal static class Checkout
{
    public static void Begin(ref Visit visit, in ShopContext shop)
    {
        visit.State = ShopperState.CheckingOut;
        var time = 20_000 + Chance.Below(visit.Draw(), 100_000);
        visit.Plan(visit.Chooses(visit.Profile.Pays) ? Deed.Pay : Deed.Leave, time);
    }

    public static void Step(ref Visit visit, in ShopContext shop)
    {
        Emission.Purchase(ref visit, shop);
        if (shop.Shop.HasReturns) Returns.Of(visit, shop);
        visit.Cart.Clear();
        visit.Plan(Deed.Leave, 2_000 + Chance.Below(visit.Draw(), 20_000));
    }
}
