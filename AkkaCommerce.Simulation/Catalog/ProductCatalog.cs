using System.Globalization;
using Bogus;

namespace AkkaCommerce.Simulation.Catalog;

/// <summary>
/// What the shop sells: a function of the seed and the number of products, the same on every machine. Products are numbered from 0, those of a
/// category side by side; how often one is looked at falls with its rank in the category (Zipf-Mandelbrot, exponent 1). Prices are log-normal around the median
/// of their kind, at a level at which what is bought costs what it does in shops, whatever the seed deals.
/// </summary>
public sealed class ProductCatalog
{
    /// <summary>The most products a catalog may have.</summary>
    public const int MaxProducts = 100_000;

    /// <summary>What a product costs in the mean of those that go into carts, in cents. Carts that are paid hold a little less of the dear: 2.9 of theirs make an order of 130.</summary>
    private const double MeanCents = 4730;

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
        var names = new Bogus.DataSets.Name { Random = chance };
        var interest = new double[counts.Length];
        var popularity = new double[counts.Length][];
        for (var i = 0; i < counts.Length; i++)
        {
            _categories[i] = new Category(Assortment.Aisles[i].Name, first, counts[i]);
            Fill(i, chance, names);
            popularity[i] = Popularity(counts[i], chance);
            _popularity[i] = new AliasTable(popularity[i]);
            interest[i] = Assortment.Aisles[i].Interest;
            first += counts[i];
        }
        _interest = new AliasTable(interest);
        Level(interest, popularity);
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

    private void Fill(int category, Randomizer chance, Bogus.DataSets.Name names)
    {
        var (aisle, of) = (Assortment.Aisles[category], _categories[category]);
        for (var i = 0; i < of.Count; i++)
        {
            var (kind, median) = aisle.Kinds[i % aisle.Kinds.Length];
            var number = (i / aisle.Kinds.Length + 1).ToString("000", CultureInfo.InvariantCulture);
            var adjective = Assortment.Adjectives[chance.Number(Assortment.Adjectives.Length - 1)];
            _products[of.First + i] = new Product(
                $"prod_{aisle.Name}_{kind}_{number}", $"{names.LastName()} {adjective} {kind}", category, Price(median, chance.Number(0, (32 << 10) - 1)));
        }
    }

    /// <summary>A price from the spread of its kind, in cents.</summary>
    private static long Price(int medianCents, int at)
    {
        var (low, high) = (Assortment.PriceSpread[at >> 10], Assortment.PriceSpread[(at >> 10) + 1]);
        return (long)medianCents * (low + ((high - low) * (at & 1023) >> 10)) / 1000;
    }

    /// <summary>
    /// Moves all prices by one factor, of half to twice, so that what goes into carts costs <see cref="MeanCents"/> in the mean. Appeal depends on the price, so
    /// the factor is found in steps.
    /// </summary>
    private void Level(double[] interest, double[][] popularity)
    {
        var factor = 1.0;
        for (var step = 0; step < 20; step++) factor = Math.Clamp(factor * MeanCents / MeanPrice(interest, popularity, factor), 0.5, 2);
        for (var i = 0; i < _products.Length; i++) _products[i] = _products[i] with { PriceCents = Written(_products[i].PriceCents * factor) };
    }

    /// <summary>The mean price of a unit in the carts, in cents, were all prices moved by a factor.</summary>
    private double MeanPrice(double[] interest, double[][] popularity, double factor)
    {
        var (units, cents) = (0.0, 0.0);
        for (var category = 0; category < _categories.Length; category++)
        {
            var looks = 0.0;
            foreach (var weight in popularity[category]) looks += weight;
            for (var i = 0; i < _categories[category].Count; i++)
            {
                var price = Written(_products[_categories[category].First + i].PriceCents * factor);
                var appeal = Product.AppealOf(price);
                var taken = interest[category] * popularity[category][i] / looks * appeal * (1000 + 2 * Product.SeveralOf(appeal));
                units += taken;
                cents += taken * price;
            }
        }
        return cents / units;
    }

    /// <summary>A price as shops write it: ending in 99, or in 9 below ten.</summary>
    private static long Written(double price) => (long)price is var cents and < 1000 ? Math.Max(cents / 10 * 10 + 9, 99) : (long)price / 100 * 100 + 99;

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
