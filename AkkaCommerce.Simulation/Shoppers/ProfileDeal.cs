namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>
/// Who is who in a shop, for good. Profiles are dealt out to the users, not drawn: of any hundred or thousand users in a row each profile has its share, to a few
/// users, so that what a shop is like does not hang on its seed. A user's place is its number times an irrational number (Weyl, 1916), another one for bots, so
/// that people are who they are with bots among them or without.
/// </summary>
/// <param name="seed">Of the shop: where the places begin.</param>
/// <param name="botsInMillion">Of a million users, those that are bots.</param>
internal readonly struct ProfileDeal(ulong seed, int botsInMillion)
{
    /// <summary>What stands after the point of the root of two, in 2^-64.</summary>
    private const ulong RootOfTwo = 0x6A09_E667_F3BC_C909;

    private readonly ulong _people = Chance.Draw(Chance.Shop(seed), 0), _bots = Chance.Draw(Chance.Shop(seed), 1);

    /// <summary>A user's profile, by its number.</summary>
    public Profile Of(int user) =>
        Chance.Below(_bots + (ulong)user * RootOfTwo, 1_000_000) < botsInMillion ? Profile.Bot : Profile.OfThousandth(Chance.Below(_people + (ulong)user * Chance.Golden, 1000));
}
