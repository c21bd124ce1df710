using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Node.Screen;

namespace AkkaCommerce.Node.Reporting;

/// <summary>The products with the most views. The titles of the columns stand in the frame.</summary>
internal static class ProductsPanel
{
    /// <summary>From this width on ids are shown whole, and what was put in carts.</summary>
    private const int WideFrom = 60;

    private const string Prefix = "prod_";

    public static void Draw(Area area, WindowSnapshot? window, bool boxed)
    {
        var inside = area.Framed("Top products", boxed);
        var (wide, end) = (inside.Width >= WideFrom, inside.Width);
        var money = RevenueColumns(10, (window?.PopularProducts ?? []).Select(product => product.Revenue));
        var (revenue, sold, carts) = (end, end - money, end - money - 7);
        var views = wide ? carts - 7 : carts;
        Title(inside, revenue, "revenue");
        Title(inside, sold, "sold");
        if (wide) Title(inside, carts, "carts");
        Title(inside, views, "views");
        var names = views - 2 - (window?.PopularProducts ?? []).Select(product => Show.Count(product.Views).Length).DefaultIfEmpty().Max();
        foreach (var (row, product) in (window?.PopularProducts ?? []).Take(inside.Height).Index())
        {
            var id = wide || !product.ProductId.StartsWith(Prefix, StringComparison.Ordinal) ? product.ProductId : product.ProductId[Prefix.Length..];
            inside.Put(row, 0, TextCells.ShortenedWithin(id, names), Ink.Plain, names);
            inside.PutBefore(row, views, Show.Count(product.Views), Ink.Accent);
            if (wide) inside.PutBefore(row, carts, Show.Count(product.AddToCarts));
            inside.PutBefore(row, sold, Show.Count(product.Purchases), product.Purchases > 0 ? Ink.Strong : Ink.Dim);
            inside.PutBefore(row, revenue, Show.Money(product.Revenue), product.Revenue > 0 ? Ink.Good : Ink.Dim);
        }
    }

    /// <summary>What a column of money takes, with the gap before it: more only where an amount is longer than usual.</summary>
    public static int RevenueColumns(int usual, IEnumerable<decimal> amounts) => 1 + Math.Max(usual, amounts.Select(amount => Show.Money(amount).Length + 1).DefaultIfEmpty().Max());

    /// <summary>A column's title, above its right end.</summary>
    public static void Title(Area inside, int end, string title) => inside.PutBefore(-1, end + 1, $" {title} ", Ink.Dim);
}
