using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Analytics.Windows;

/// <summary>Makes a snapshot of a window's parts: sums, then ratios, each rounded once, half away from zero.</summary>
internal static class WindowFigures
{
    /// <summary>Room for a window's sum, used again: aggregators come and go with their windows, the threads they run on stay.</summary>
    [ThreadStatic]
    private static PaneSum? _sum;

    public static WindowSnapshot Snapshot(WindowParts parts, PaneGrid grid)
    {
        var sum = _sum ??= new PaneSum(parts.Names);
        sum.Begin(parts.Names);
        foreach (var pane in parts.Panes) sum.Add(pane);
        var (orders, sessions, distinct) = (sum.Events[EventType.Purchase], sum.Sessions, parts.Distinct);
        return new WindowSnapshot
        {
            Start = grid.WindowStart(parts.Pane),
            End = grid.WindowEnd(parts.Pane),
            Final = parts.IsFinal,
            Events = sum.Events,
            PopularProducts = Products(sum, parts.Names),
            PopularCategories = Categories(sum, parts.Names),
            Revenue = sum.RevenueCents / 100m,
            Orders = orders,
            AverageOrderValue = Money.Ratio(sum.RevenueCents, orders * 100, 2),
            UniqueCustomers = distinct.Customers,
            UniqueViewers = distinct.Viewers,
            UniqueCarters = distinct.Carters,
            AbandoningCarters = distinct.Carters - distinct.Recovered,
            ConvertedViewers = distinct.Converted,
            ViewerConversionRate = Money.Ratio(distinct.Converted, distinct.Viewers, 4),
            Sessions = new SessionFigures
            {
                Started = sum.Events[EventType.SessionStart],
                Ended = sum.Events[EventType.SessionEnd],
                AverageDurationSeconds = Money.Ratio(sessions.Milliseconds, sessions.Timed * 1000, 1),
                AveragePageViews = Money.Ratio(sessions.Pages, sessions.Paged, 2),
            },
            Refunded = sum.RefundedCents / 100m,
            LateEvents = parts.Late,
            DeadLetters = parts.Dead,
        };
    }

    private static PopularProduct[] Products(PaneSum sum, NameTable names)
    {
        var top = new List<ProductTotals>(WindowSnapshot.Top + 1);
        foreach (ref readonly var product in sum.Products)
            Insert(top, product, (left, right) => right.Views != left.Views ? right.Views.CompareTo(left.Views) : names.Compare(left.Product, right.Product));
        return [.. top.Select(p => new PopularProduct(names[p.Product], names[p.Category], p.Views, p.AddToCarts, p.Purchases, p.RevenueCents / 100m))];
    }

    private static PopularCategory[] Categories(PaneSum sum, NameTable names)
    {
        var top = new List<CategoryTotals>(WindowSnapshot.Top + 1);
        foreach (ref readonly var category in sum.Categories)
            Insert(top, category, (left, right) => right.Views != left.Views ? right.Views.CompareTo(left.Views) : names.Compare(left.Category, right.Category));
        return [.. top.Select(c => new PopularCategory(names[c.Category], c.Views, c.Purchases, c.RevenueCents / 100m))];
    }

    /// <summary>Keeps the first ten in order: most come after all of them, and are done with one comparison.</summary>
    private static void Insert<T>(List<T> top, in T one, Comparison<T> compare)
    {
        if (top.Count == WindowSnapshot.Top && compare(top[^1], one) <= 0) return;
        var at = top.Count;
        while (at > 0 && compare(top[at - 1], one) > 0) at--;
        top.Insert(at, one);
        if (top.Count > WindowSnapshot.Top) top.RemoveAt(WindowSnapshot.Top);
    }
}
