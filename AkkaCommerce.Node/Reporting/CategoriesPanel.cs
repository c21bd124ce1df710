using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Node.Screen;

namespace AkkaCommerce.Node.Reporting;

/// <summary>The categories with the most views; with bars where there is room.</summary>
internal static class CategoriesPanel
{
    private const int NameMost = 22, BarsFrom = 52;

    public static void Draw(Area area, WindowSnapshot? window, bool boxed)
    {
        var inside = area.Framed("Categories", boxed);
        var money = ProductsPanel.RevenueColumns(11, (window?.PopularCategories ?? []).Select(category => category.Revenue));
        var (revenue, views) = (inside.Width, inside.Width - money);
        ProductsPanel.Title(inside, revenue, "revenue");
        ProductsPanel.Title(inside, views, "views");
        var categories = window?.PopularCategories ?? [];
        var most = categories.Select(category => category.Views).DefaultIfEmpty().Max();
        foreach (var (row, category) in categories.Take(inside.Height).Index())
        {
            inside.Put(row, 0, category.Category, Ink.Plain, Math.Min(NameMost, views - 7));
            if (inside.Width >= BarsFrom) inside.Put(row, NameMost + 1, Blocks.Bar(most == 0 ? 0 : (double)category.Views / most, views - 9 - NameMost), Ink.Accent);
            inside.PutBefore(row, views, Show.Count(category.Views), Ink.Accent);
            inside.PutBefore(row, revenue, Show.Money(category.Revenue), category.Revenue > 0 ? Ink.Good : Ink.Dim);
        }
    }
}
