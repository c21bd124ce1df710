namespace AkkaCommerce.Ingestion.Events;

/// <summary>Which field a name in JSON stands for, and which type an event_type.</summary>
internal static class FieldNames
{
    /// <summary>A member of an event; <see cref="EventField.None"/>: unknown.</summary>
    public static EventField OfEvent(ReadOnlySpan<byte> name) => name.Length switch
    {
        5 when name.SequenceEqual("total"u8) => EventField.Total,
        5 when name.SequenceEqual("items"u8) => EventField.Items,
        7 when name.SequenceEqual("user_id"u8) => EventField.UserId,
        8 when name.SequenceEqual("event_id"u8) => EventField.EventId,
        8 when name.SequenceEqual("quantity"u8) => EventField.Quantity,
        8 when name.SequenceEqual("order_id"u8) => EventField.OrderId,
        9 when name.SequenceEqual("timestamp"u8) => EventField.Timestamp,
        10 when name.SequenceEqual("event_type"u8) => EventField.EventType,
        10 when name.SequenceEqual("product_id"u8) => EventField.ProductId,
        10 when name.SequenceEqual("page_views"u8) => EventField.PageViews,
        13 when name.SequenceEqual("product_price"u8) => EventField.ProductPrice,
        16 when name.SequenceEqual("product_category"u8) => EventField.ProductCategory,
        16 when name.SequenceEqual("duration_seconds"u8) => EventField.DurationSeconds,
        _ => EventField.None,
    };

    /// <summary>A member of an item; <see cref="EventField.None"/>: unknown.</summary>
    public static EventField OfItem(ReadOnlySpan<byte> name) => name.Length switch
    {
        5 when name.SequenceEqual("price"u8) => EventField.ItemPrice,
        8 when name.SequenceEqual("quantity"u8) => EventField.ItemQuantity,
        8 when name.SequenceEqual("category"u8) => EventField.ItemCategory,
        10 when name.SequenceEqual("product_id"u8) => EventField.ItemProductId,
        _ => EventField.None,
    };

    public static bool TryType(ReadOnlySpan<byte> text, out EventType type)
    {
        var found = text.Length switch
        {
            6 when text.SequenceEqual("refund"u8) => EventType.Refund,
            8 when text.SequenceEqual("purchase"u8) => EventType.Purchase,
            9 when text.SequenceEqual("page_view"u8) => EventType.PageView,
            11 when text.SequenceEqual("add_to_cart"u8) => EventType.AddToCart,
            11 when text.SequenceEqual("session_end"u8) => EventType.SessionEnd,
            13 when text.SequenceEqual("session_start"u8) => EventType.SessionStart,
            16 when text.SequenceEqual("remove_from_cart"u8) => EventType.RemoveFromCart,
            _ => (EventType?)null,
        };
        type = found.GetValueOrDefault();
        return found.HasValue;
    }
}
