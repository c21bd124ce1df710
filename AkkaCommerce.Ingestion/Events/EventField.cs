namespace AkkaCommerce.Ingestion.Events;

/// <summary>The fields of an event that are read; all others are skipped.</summary>
public enum EventField : byte
{
    None,
    EventId,
    EventType,
    UserId,
    Timestamp,
    ProductId,
    ProductCategory,
    ProductPrice,
    Quantity,
    OrderId,
    Total,
    Items,
    ItemProductId,
    ItemCategory,
    ItemQuantity,
    ItemPrice,
    DurationSeconds,
    PageViews,
}

/// <summary>The fields' names in JSON.</summary>
public static class EventFields
{
    /// <summary>How many values <see cref="EventField"/> has.</summary>
    public const int Count = (int)EventField.PageViews + 1;

    private static readonly string[] Names =
    [
        "", "event_id", "event_type", "user_id", "timestamp", "product_id", "product_category", "product_price", "quantity", "order_id", "total",
        "items", "product_id of an item", "category of an item", "quantity of an item", "price of an item", "duration_seconds", "page_views",
    ];

    /// <summary>The name, for a person; a field of an item says so.</summary>
    public static string Name(this EventField field) => Names[(int)field];
}
