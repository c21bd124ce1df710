namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>A kind of shopper; all figures in thousandths.</summary>
/// <param name="Share">Of all people.</param>
/// <param name="OnePage">Of its visits, those that end after a page.</param>
/// <param name="Shopping">Of its other visits, those out to buy something.</param>
/// <param name="Pages">Pages of a visit against the mean.</param>
/// <param name="Add">Of the pages viewed by one out to buy, those whose product goes into the cart, were all products as cheap as the cheapest.</param>
/// <param name="ChecksOut">Of those who have seen enough and have something in the cart, those who go to the till.</param>
/// <param name="Pays">Of those at the till, those who pay.</param>
/// <param name="Usual">Of the pages viewed, those of a product that this shopper comes for again and again.</param>
internal sealed record Profile(string Name, int Share, int OnePage, int Shopping, int Pages, int Add, int ChecksOut, int Pays, int Usual, CartChoices CartChoices)
{
    public static readonly Profile[] All =
    [
        new("bargain hunter", 250, 430, 211, 1150, 150, 329, 603, 50, new(849, 111, 18, 9, 13)),
        new("browser", 450, 450, 120, 1000, 120, 284, 584, 30, new(858, 100, 16, 8, 18)),
        new("loyal buyer", 150, 360, 524, 950, 200, 536, 811, 350, new(832, 128, 10, 20, 10)),
        new("one-page visitor", 150, 900, 80, 800, 120, 284, 584, 0, new(858, 100, 16, 8, 18)),
    ];

    /// <summary>What no person is: page after page, a second each, and never a cart.</summary>
    public static readonly Profile Bot = new("bot", 0, 100, 0, 4000, 0, 0, 0, 0, new(1000, 0, 0, 0, 0));

    private static readonly byte[] ByThousandth = [.. All.SelectMany((profile, i) => Enumerable.Repeat((byte)i, profile.Share))];

    /// <summary>Whether it is a bot.</summary>
    public bool IsBot => Share == 0;

    /// <summary>The profile of a person at this place of all people, 0 to 999.</summary>
    public static Profile OfThousandth(int place) => All[ByThousandth[place]];
}
