using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Analytics.Windows;

/// <summary>The figures of a window by which it is compared with others: a snapshot's, without its products and categories.</summary>
public sealed record WindowTotals
{
    public required Timestamp End { get; init; }

    /// <summary>Events of every type.</summary>
    public long Events { get; init; }

    public long Orders { get; init; }

    /// <summary>The sum of the orders' totals.</summary>
    public decimal Revenue { get; init; }

    /// <summary>Distinct users who bought.</summary>
    public long Customers { get; init; }

    /// <summary>Distinct users who viewed a product.</summary>
    public long Viewers { get; init; }

    /// <summary>Viewers who bought in the window.</summary>
    public long ConvertedViewers { get; init; }

    /// <summary>Distinct users who put something in the cart, or took it out.</summary>
    public long Carters { get; init; }

    /// <summary>Carters who bought nothing in the window.</summary>
    public long AbandoningCarters { get; init; }

    /// <summary>Those of a whole snapshot.</summary>
    public static WindowTotals Of(WindowSnapshot snapshot) => new()
    {
        End = snapshot.End,
        Events = snapshot.Events.Total,
        Orders = snapshot.Orders,
        Revenue = snapshot.Revenue,
        Customers = snapshot.UniqueCustomers,
        Viewers = snapshot.UniqueViewers,
        ConvertedViewers = snapshot.ConvertedViewers,
        Carters = snapshot.UniqueCarters,
        AbandoningCarters = snapshot.AbandoningCarters,
    };
}
