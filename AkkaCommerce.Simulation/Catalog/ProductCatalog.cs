using System.Globalization;
using Bogus;

namespace AkkaCommerce.Simulation.Catalog;

/// <summary>
/// What the shop sells: a function of the seed and the number of products, the same on every machine. Products are numbered from 0, those of a
/// category side by side; how often one is looked at falls with its rank in the category (Zipf-Mandelbrot, exponent 1).
/// </summary>
public sealed class ProductCatalog
{
    /// <summary>The most products a catalog may have.</summary>
    public const int MaxProducts = 100_000;

    private readonly Product[] _products;
    private readonly Category[] _categories;
    private readonly AliasTable[] _popularity;
    private readonly AliasTable _interest;

    /// <param name="seed">The run's seed.</param>
    /// <param name="products">1 to <see cref="MaxProducts"/>.</param>
    public ProductCatalog(ulong seed, int products)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(products, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(products, MaxProducts);
        var chance = new Randomizer((int)(seed ^ seed >> 32));
        var counts = Counts(products);
        _products = new Product[products];
        _categories = new Category[counts.Length];
        _popularity = new AliasTable[counts.Length];
        var first = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            _categories[i] = new Category(Assortment.Aisles[i].Name, first, counts[i]);
            Fill(i, chance);
            _popularity[i] = new AliasTable(Popularity(counts[i], chance));
            first += counts[i];
        }
        var interest = new double[counts.Length];
        for (var i = 0; i < interest.Length; i++) interest[i] = Assortment.Aisles[i].Interest;
        _interest = new AliasTable(interest);
    }

    /// <summary>Its products, by number.</summary>
    public IReadOnlyList<Product> Products => _products;

    /// <summary>Its categories that hold a product, by number.</summary>
    public IReadOnlyList<Category> Categories => _categories;

    /// <summary>The number of the category with this name, or -1.</summary>
    public int CategoryNamed(string name) => Array.FindIndex(_categories, category => category.Name == name);

    internal Product ProductAt(int product) => _products[product];

    internal Category CategoryAt(int category) => _categories[category];

    /// <summary>A category by the interest it has.</summary>
    internal int DrawCategory(ulong random) => _interest.Draw(random);

    /// <summary>A product of a category by its popularity.</summary>
    internal int DrawProduct(int category, ulong random) => _categories[category].First + _popularity[category].Draw(random);

    /// <summary>Products by category in the assortment's shares; where there are fewer products than categories, one each of the first.</summary>
    private static int[] Counts(int products)
    {
        var aisles = Math.Min(products, Assortment.Aisles.Length);
        var counts = new int[aisles];
        var left = products;
        for (var i = 0; i < aisles; i++) left -= counts[i] = Math.Max(1, (int)((long)(products - aisles) * Assortment.Aisles[i].Share / 100));
        for (var i = 0; left > 0; i = (i + 1) % aisles, left--) counts[i]++;
        return counts;
    }

    private void Fill(int category, Randomizer chance)
    {
        var (aisle, of) = (Assortment.Aisles[category], _categories[category]);
        for (var i = 0; i < of.Count; i++)
        {
            var (kind, median) = aisle.Kinds[i % aisle.Kinds.Length];
            var number = (i / aisle.Kinds.Length + 1).ToString("000", CultureInfo.InvariantCulture);
            var adjective = Assortment.Adjectives[chance.Number(Assortment.Adjectives.Length - 1)];
            _products[of.First + i] = new Product(
                $"prod_{aisle.Name}_{kind}_{number}", $"{adjective} {kind} {number}", category, Price(median, chance.Number(0, (32 << 10) - 1)));
        }
    }

    /// <summary>A price from the spread of its kind, as shops write it: ending in 99, or in 9 below ten.</summary>
    private static long Price(int medianCents, int at)
    {
        var (low, high) = (Assortment.PriceSpread[at >> 10], Assortment.PriceSpread[(at >> 10) + 1]);
        var cents = (long)medianCents * (low + ((high - low) * (at & 1023) >> 10)) / 1000;
        return cents < 1000 ? Math.Max(cents / 10 * 10 + 9, 99) : cents / 100 * 100 + 99;
    }

    /// <summary>Weights 1 / (rank + 2.7), the ranks dealt at random.</summary>
    private static double[] Popularity(int count, Randomizer chance)
    {
        var weights = new double[count];
        for (var i = 0; i < count; i++) weights[i] = 1 / (i + 2.7);
        for (var i = count - 1; i > 0; i--)
        {
            var other = chance.Number(i);
            (weights[i], weights[other]) = (weights[other], weights[i]);
        }
        return weights;
    }
}
