namespace AkkaCommerce.Ingestion.Events;

/// <summary>A line of an order, as written.</summary>
/// <param name="ProductId">UTF-8 that needs no escape in JSON.</param>
/// <param name="Category">UTF-8 that needs no escape in JSON.</param>
/// <param name="Quantity">At least 0.</param>
/// <param name="PriceCents">The price of one, in cents, at least 0.</param>
public readonly record struct PurchasedItem(byte[] ProductId, byte[] Category, int Quantity, long PriceCents);
