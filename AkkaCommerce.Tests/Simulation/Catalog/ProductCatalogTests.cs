using System.Security.Cryptography;
using System.Text;
using AkkaCommerce.Simulation.Catalog;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Tests.Simulation.Catalog;

public sealed class ProductCatalogTests
{
    [Fact]
    public void A_seeds_catalog_is_the_same_on_every_machine()
    {
        var catalog = new ProductCatalog(1, 5000);
        var text = string.Join('\n', catalog.Products.Select(product => $"{product.Id}|{product.Name}|{product.Category}|{product.PriceCents}"));
        var drawn = string.Join(',', Enumerable.Range(0, 5000).Select(n => catalog.DrawProduct(catalog.DrawCategory(Chance.Draw(1, (uint)n)), Chance.Draw(2, (uint)n))));
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text + drawn))).ShouldBe("e506bf750af857c0d7e3648d61eece7c273b0338dc7d3525da817f554970e76b");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(125)]
    [InlineData(100_000)]
    public void It_has_as_many_products_as_asked_for_with_ids_and_prices_of_their_own(int products)
    {
        var catalog = new ProductCatalog(7, products);
        catalog.Products.Count.ShouldBe(products);
        catalog.Products.Select(product => product.Id).Distinct().Count().ShouldBe(products);
        catalog.Products.ShouldAllBe(product => product.PriceCents >= 99 && product.Id.StartsWith($"prod_{catalog.Categories[product.Category].Name}_"));
        catalog.Categories.Sum(category => category.Count).ShouldBe(products);
    }

    [Fact]
    public void A_few_products_have_most_of_the_looks()
    {
        var catalog = new ProductCatalog(1, 1000);
        var looks = new int[1000];
        for (uint n = 0; n < 200_000; n++) looks[catalog.DrawProduct(catalog.DrawCategory(Chance.Draw(3, 2 * n)), Chance.Draw(3, 2 * n + 1))]++;
        looks.OrderDescending().Take(200).Sum().ShouldBeGreaterThan(200_000 * 5 / 10);
        looks.Count(count => count > 0).ShouldBeGreaterThan(990);
    }

    [Fact]
    public void A_number_of_products_outside_the_range_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new ProductCatalog(1, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => new ProductCatalog(1, 100_001));
    }
}
