namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>What a shopper with something in the cart does next.</summary>
internal enum CartChoice : byte
{
    KeepBrowsing,
    AddMore,
    Remove,
    CheckOut,
    Abandon,
}

/// <summary>How often each <see cref="CartChoice"/> is made, in thousandths that add up to 1000.</summary>
internal readonly record struct CartChoices(int KeepBrowsing, int AddMore, int Remove, int CheckOut, int Abandon)
{
    /// <summary>The choice that 64 random bits stand for.</summary>
    public CartChoice At(ulong random)
    {
        var at = Chance.Below(random, 1000);
        return (at -= KeepBrowsing) < 0 ? CartChoice.KeepBrowsing
            : (at -= AddMore) < 0 ? CartChoice.AddMore
            : (at -= Remove) < 0 ? CartChoice.Remove
            : at - CheckOut < 0 ? CartChoice.CheckOut
            : CartChoice.Abandon;
    }
}
