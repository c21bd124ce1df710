using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Analytics.Windows;

/// <summary>
/// What a sliding window shows: the figures of [<see cref="Start"/>, <see cref="End"/>), merged over all shards. Money and ratios are decimals,
/// rounded once, half away from zero: money to two places, the rate to four, mean durations to one, mean page views to two.
/// </summary>
public sealed record WindowSnapshot
{
    /// <summary>How many products and how many categories a snapshot names.</summary>
    public const int Top = 10;

    public required Timestamp Start { get; init; }
    public required Timestamp End { get; init; }

    /// <summary>Every shard has closed the window: no figure changes any more. Else it is live.</summary>
    public required bool Final { get; init; }

    /// <summary>Events by <see cref="EventType"/>.</summary>
    public required EventCounts Events { get; init; }

    /// <summary>The ten products with the most views, ties by id, ordinally.</summary>
    public IReadOnlyList<PopularProduct> PopularProducts { get; init; } = [];

    /// <summary>The ten categories with the most views, ties by name, ordinally.</summary>
    public IReadOnlyList<PopularCategory> PopularCategories { get; init; } = [];

    /// <summary>The sum of the orders' totals; what is refunded takes nothing from it.</summary>
    public decimal Revenue { get; init; }
    public long Orders { get; init; }

    /// <summary>The sum of the refunds' totals: paid back in the window, whenever it was bought.</summary>
    public decimal Refunded { get; init; }

    /// <summary>Revenue by order; 0 without an order.</summary>
    public decimal AverageOrderValue { get; init; }

    /// <summary>Distinct users who bought.</summary>
    public long UniqueCustomers { get; init; }

    /// <summary>Distinct users who viewed a product.</summary>
    public long UniqueViewers { get; init; }

    /// <summary>Distinct users who put something in the cart, or took it out.</summary>
    public long UniqueCarters { get; init; }

    /// <summary>Carters who bought nothing in the window.</summary>
    public long AbandoningCarters { get; init; }

    /// <summary>Viewers who bought in the window.</summary>
    public long ConvertedViewers { get; init; }

    /// <summary>Converted viewers by viewers; 0 without a viewer.</summary>
    public decimal ViewerConversionRate { get; init; }

    public SessionFigures Sessions { get; init; } = new();

    /// <summary>Events that came after their pane was closed, told by the closes up to this window's.</summary>
    public long LateEvents { get; init; }

    /// <summary>Records that are no event of ours, told by the closes up to this window's.</summary>
    public long DeadLetters { get; init; }
}

/// <summary>Sessions that started and ended in the window.</summary>
public sealed record SessionFigures
{
    public long Started { get; init; }
    public long Ended { get; init; }

    /// <summary>In seconds, over the ended sessions that say how long they were.</summary>
    public decimal AverageDurationSeconds { get; init; }

    /// <summary>Over the ended sessions that say how many pages they saw.</summary>
    public decimal AveragePageViews { get; init; }
}
