namespace AkkaCommerce.Analytics.Panes;

/// <summary>What happened to a product in a pane or a window; names are slots of a <see cref="NameTable"/>.</summary>
/// <param name="Category">The ordinally least of the categories it was seen with.</param>
/// <param name="Purchases">Orders that contain it.</param>
/// <param name="RevenueCents">Quantity times price, over all items that were it.</param>
public record struct ProductTotals(int Product, int Category, long Views, long AddToCarts, long Purchases, long RevenueCents);

/// <summary>What happened to a category in a pane or a window.</summary>
/// <param name="Purchases">Orders that contain something of it.</param>
public record struct CategoryTotals(int Category, long Views, long Purchases, long RevenueCents);
