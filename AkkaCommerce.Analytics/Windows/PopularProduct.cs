namespace AkkaCommerce.Analytics.Windows;

/// <summary>A product among those with the most views.</summary>
/// <param name="Purchases">Orders that contain it.</param>
/// <param name="Revenue">Quantity times price, over all items that were it.</param>
public sealed record PopularProduct(string ProductId, string Category, long Views, long AddToCarts, long Purchases, decimal Revenue);
