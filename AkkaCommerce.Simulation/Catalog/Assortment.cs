namespace AkkaCommerce.Simulation.Catalog;

/// <summary>What a shop may sell, by category: kinds, the median price of a kind, and how much of the catalog and of the interest a category has.</summary>
internal static class Assortment
{
    /// <param name="Name">As events carry it.</param>
    /// <param name="Share">Of the catalog's products, in hundredths.</param>
    /// <param name="Interest">Of the visitors' interest, in hundredths.</param>
    /// <param name="Kinds">A kind and the median of its prices, in cents.</param>
    internal sealed record Aisle(string Name, int Share, int Interest, params (string Kind, int MedianCents)[] Kinds);

    public static readonly Aisle[] Aisles =
    [
        new("electronics", 18, 22, ("laptop", 89900), ("phone", 59900), ("tablet", 34900), ("headphones", 7900), ("camera", 44900), ("monitor", 22900), ("charger", 1900)),
        new("clothing", 22, 24, ("shirt", 2900), ("jeans", 5900), ("jacket", 8900), ("dress", 4900), ("sweater", 4500), ("socks", 900)),
        new("home", 14, 13, ("lamp", 3900), ("chair", 7900), ("table", 14900), ("rug", 6900), ("cushion", 1900), ("shelf", 5900)),
        new("kitchen", 10, 9, ("pan", 3500), ("knife", 2900), ("kettle", 3900), ("mixer", 8900), ("mug", 1100)),
        new("sports", 10, 9, ("shoes", 7900), ("mat", 2500), ("dumbbell", 2900), ("bicycle", 49900), ("bottle", 1500)),
        new("beauty", 9, 9, ("perfume", 5900), ("cream", 1900), ("shampoo", 900), ("lipstick", 1500)),
        new("books", 9, 7, ("novel", 1400), ("cookbook", 2400), ("comic", 1200), ("guide", 1900)),
        new("toys", 8, 7, ("puzzle", 1500), ("blocks", 3900), ("doll", 2400), ("game", 2900)),
    ];

    public static readonly string[] Adjectives =
    [
        "Classic", "Compact", "Elegant", "Essential", "Everyday", "Fine", "Handmade", "Light", "Modern", "Natural",
        "Premium", "Refined", "Robust", "Rustic", "Sleek", "Smart", "Soft", "Solid", "Urban", "Vintage",
    ];

    /// <summary>
    /// Quantiles of a log-normal price around its median (sigma 0.6), in thousandths, at 0, 1/32 … 1; the ends are those of 1/128 and 127/128.
    /// </summary>
    public static readonly int[] PriceSpread =
    [
        234, 327, 398, 453, 501, 546, 587, 628, 667, 706, 746, 786, 826, 867, 910, 954, 1000,
        1048, 1099, 1153, 1211, 1273, 1341, 1415, 1499, 1593, 1703, 1833, 1994, 2205, 2510, 3058, 4265,
    ];
}
