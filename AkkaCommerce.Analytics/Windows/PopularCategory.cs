namespace AkkaCommerce.Analytics.Windows;

/// <summary>A category among those with the most views.</summary>
/// <param name="Purchases">Orders that contain something of it.</param>
/// <param name="Revenue">Quantity times price, over all items that were of it.</param>
public sealed record PopularCategory(string Category, long Views, long Purchases, decimal Revenue);
