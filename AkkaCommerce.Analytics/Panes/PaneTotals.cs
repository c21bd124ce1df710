using AkkaCommerce.Analytics.Windows;

namespace AkkaCommerce.Analytics.Panes;

/// <summary>What happened in a pane or a window: sums that merge in any order. Orders are the events of type purchase.</summary>
public sealed class PaneTotals
{
    /// <summary>Nothing happened.</summary>
    public static readonly PaneTotals Empty = new();

    public EventCounts Events { get; init; }

    /// <summary>The sum of the orders' totals, in cents.</summary>
    public long RevenueCents { get; init; }

    /// <summary>The sum of the refunds' totals, in cents.</summary>
    public long RefundedCents { get; init; }

    public SessionTotals Sessions { get; init; }

    /// <summary>In no order, each product once.</summary>
    public ProductTotals[] Products { get; init; } = [];

    /// <summary>In no order, each category once.</summary>
    public CategoryTotals[] Categories { get; init; } = [];

    public bool IsEmpty => Events.Total == 0;

    /// <summary>The same totals with names of another table.</summary>
    public PaneTotals In(NameTable from, NameTable to) => new()
    {
        Events = Events,
        RevenueCents = RevenueCents,
        RefundedCents = RefundedCents,
        Sessions = Sessions,
        Products = [.. Products.Select(p => p with { Product = to.Slot(from, p.Product), Category = to.Slot(from, p.Category) })],
        Categories = [.. Categories.Select(c => c with { Category = to.Slot(from, c.Category) })],
    };
}
