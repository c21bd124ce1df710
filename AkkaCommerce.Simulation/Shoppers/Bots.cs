namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>How many users are bots, so that of all page views so many are theirs.</summary>
internal static class Bots
{
    /// <summary>Pages of a visit in the mean, measured over a million visits of people, and of bots.</summary>
    private const double PagesOfPeople = 17.6;

    private const double PagesOfBots = 113.2;

    /// <param name="share">Of the page views, in millionths, below a million.</param>
    public static int InMillion(int share)
    {
        var others = (1_000_000 - share) * PagesOfBots;
        var theirs = share * PagesOfPeople;
        return (int)(1_000_000 * theirs / (others + theirs));
    }
}
