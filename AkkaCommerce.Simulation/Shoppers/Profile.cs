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

/// <summary>A kind of shopper; all figures in thousandths.</summary>
/// <param name="Share">Of all users.</param>
/// <param name="OnePage">Of its visits, those that end after a page.</param>
/// <param name="Shopping">Of its other visits, those out to buy something.</param>
/// <param name="Pages">Pages of a visit against the mean.</param>
/// <param name="Add">Of the pages viewed by one out to buy, those whose product goes into the cart.</param>
/// <param name="Pays">Of checkouts, those that end in a purchase.</param>
internal sealed record Profile(string Name, int Share, int OnePage, int Shopping, int Pages, int Add, int Pays, CartChoices CartChoices)
{
    public static readonly Profile[] All =
    [
        new("bargain hunter", 250, 400, 190, 1260, 80, 600, new(830, 40, 30, 40, 60)),
        new("browser", 450, 450, 85, 1110, 60, 550, new(850, 30, 25, 35, 60)),
        new("loyal buyer", 150, 350, 380, 950, 120, 850, new(790, 60, 15, 90, 45)),
        new("one-page visitor", 150, 900, 50, 780, 60, 550, new(845, 30, 30, 35, 60)),
    ];

    private static readonly byte[] ByThousandth = [.. All.SelectMany((profile, i) => Enumerable.Repeat((byte)i, profile.Share))];

    /// <summary>A user's profile: for good.</summary>
    public static Profile Of(ulong userKey) => All[ByThousandth[Chance.Below(Chance.Draw(userKey, 0), 1000)]];
}
