namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>Where a shopper is: away between visits, or in one of the three states of a visit.</summary>
public enum ShopperState : byte
{
    Away,
    Browsing,
    WithCart,
    CheckingOut,
}
