namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>
/// Counter-based chance: 64 random bits as a function of (seed, user, day, visit, draw), by the finalizer of SplitMix64 (Steele, Lea and Flood,
/// 2014), twice for keys. Nothing is carried along, so any draw can be had at any time, and integers are the same on every machine.
/// </summary>
internal static class Chance
{
    /// <summary>What stands after the point of the golden ratio, in 2^-64.</summary>
    public const ulong Golden = 0x9E37_79B9_7F4A_7C15;

    /// <summary>The key of what belongs to a user for good.</summary>
    public static ulong User(ulong seed, int user) => Mix(Mix(seed + Golden) ^ (ulong)(uint)user * 0xD1B5_4A32_D192_ED03);

    /// <summary>The key of what belongs to a shop and to none of its users.</summary>
    public static ulong Shop(ulong seed) => User(seed, -1);

    /// <summary>The key of a user's day.</summary>
    public static ulong Day(ulong user, int day) => Mix(Mix(user + (ulong)(uint)day * 0xAEF1_7502_108E_F2D9 + 1));

    /// <summary>The key of a visit of a day.</summary>
    public static ulong Visit(ulong day, int visit) => Mix(Mix(day ^ ((ulong)(uint)visit + 1) * 0x94D0_49BB_1331_11EB) + Golden);

    /// <summary>The 64 bits of a key's draw <paramref name="n"/>.</summary>
    public static ulong Draw(ulong key, uint n) => Mix(key + (n + 1UL) * Golden);

    /// <summary>A number from 0 to <paramref name="bound"/> - 1.</summary>
    public static int Below(ulong random, int bound) => (int)Math.BigMul(random, (ulong)bound, out _);

    private static ulong Mix(ulong value)
    {
        value = (value ^ value >> 30) * 0xBF58_476D_1CE4_E5B9;
        value = (value ^ value >> 27) * 0x94D0_49BB_1331_11EB;
        return value ^ value >> 31;
    }
}
