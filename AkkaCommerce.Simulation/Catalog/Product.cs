namespace AkkaCommerce.Simulation.Catalog;

/// <summary>Something the shop sells.</summary>
/// <param name="Id"><c>prod_electronics_laptop_001</c>: category, kind, and a number among its kind.</param>
/// <param name="Name">For people; no event carries it.</param>
/// <param name="Category">The number of its category in the catalog.</param>
/// <param name="PriceCents">Its price, in cents.</param>
public sealed record Product(string Id, string Name, int Category, long PriceCents)
{
    /// <summary><see cref="Id"/> in UTF-8.</summary>
    public byte[] IdBytes { get; } = System.Text.Encoding.UTF8.GetBytes(Id);

    /// <summary>How easily it goes into a cart, in thousandths: the cheaper, the easier.</summary>
    internal int Appeal => AppealOf(PriceCents);

    /// <summary>How often several of it go into a cart at once, in thousandths: two to four.</summary>
    internal int Several => SeveralOf(Appeal);

    /// <summary>A price at which half of those who would take it for nothing take it, in cents.</summary>
    private const long EasyCents = 3000;

    /// <summary>The <see cref="Appeal"/> of a price in cents.</summary>
    internal static int AppealOf(long cents) => (int)(1000 * EasyCents / (EasyCents + cents));

    /// <summary>What is <see cref="Several"/> of an appeal.</summary>
    internal static int SeveralOf(int appeal) => appeal * 700 / 1000;
}
