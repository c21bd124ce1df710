using System.Diagnostics;

namespace AkkaCommerce.Ingestion.Events;

/// <summary>
/// Writes the events of a simulation as JSON (UTF-8), each type in one layout, which the reader knows. User, session and order ids are
/// functions of the event's id. Nothing is allocated, and nothing escaped: product ids and categories must need no escape.
/// </summary>
public static class EventWriter
{
    /// <summary>What an event takes at most, product ids and categories and the items of an order aside.</summary>
    public const int FixedBytes = 384;

    /// <summary>What an item of an order takes at most, its product id and category aside.</summary>
    public const int ItemBytes = 96;

    /// <summary>Bytes that suffice for an event.</summary>
    /// <param name="textBytes">All its product ids and categories, in bytes of UTF-8.</param>
    /// <param name="items">Items of a purchase or a refund; else 0.</param>
    public static int MaxBytes(int textBytes, int items = 0) => FixedBytes + textBytes + items * ItemBytes;

    /// <summary>Writes a page_view.</summary>
    /// <param name="to">Room for <see cref="MaxBytes(int, int)"/>.</param>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="ArgumentException">Less room than <see cref="MaxBytes(int, int)"/>.</exception>
    public static int WritePageView(Span<byte> to, in EventHead head, ReadOnlySpan<byte> productId, ReadOnlySpan<byte> category, long priceCents)
    {
        var cursor = Start(to, MaxBytes(productId.Length + category.Length), head.Id);
        cursor.Raw("\",\"event_type\":\"page_view\",\"user_id\":\""u8);
        Product(ref cursor, head.Id, productId, category, priceCents);
        return End(ref cursor, head.Time);
    }

    /// <summary>Writes an add_to_cart: <inheritdoc cref="WritePageView"/></summary>
    /// <inheritdoc cref="WritePageView"/>
    public static int WriteAddToCart(
        Span<byte> to, in EventHead head, ReadOnlySpan<byte> productId, ReadOnlySpan<byte> category, long priceCents, int quantity)
    {
        var cursor = Start(to, MaxBytes(productId.Length + category.Length), head.Id);
        cursor.Raw("\",\"event_type\":\"add_to_cart\",\"user_id\":\""u8);
        Product(ref cursor, head.Id, productId, category, priceCents);
        cursor.Raw(",\"quantity\":"u8);
        cursor.Number(quantity);
        return End(ref cursor, head.Time);
    }

    /// <inheritdoc cref="WriteAddToCart"/>
    public static int WriteRemoveFromCart(
        Span<byte> to, in EventHead head, ReadOnlySpan<byte> productId, ReadOnlySpan<byte> category, long priceCents, int quantity)
    {
        var cursor = Start(to, MaxBytes(productId.Length + category.Length), head.Id);
        cursor.Raw("\",\"event_type\":\"remove_from_cart\",\"user_id\":\""u8);
        Product(ref cursor, head.Id, productId, category, priceCents);
        cursor.Raw(",\"quantity\":"u8);
        cursor.Number(quantity);
        return End(ref cursor, head.Time);
    }

    /// <summary>Writes a purchase.</summary>
    /// <param name="to">Room for <see cref="MaxBytes(int, int)"/>.</param>
    /// <param name="order">The order's number in the visit, 0 to 3.</param>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="ArgumentException">Less room than <see cref="MaxBytes(int, int)"/>.</exception>
    public static int WritePurchase(Span<byte> to, in EventHead head, int order, long totalCents, ReadOnlySpan<PurchasedItem> items)
    {
        var cursor = Start(to, MaxBytes(items), head.Id);
        cursor.Raw("\",\"event_type\":\"purchase\",\"user_id\":\""u8);
        return Order(ref cursor, head, order, totalCents, items);
    }

    /// <summary>Writes a refund.</summary>
    /// <param name="to">Room for <see cref="MaxBytes(int, int)"/>.</param>
    /// <param name="head">Its id is of the visit in which the order was made, so that session and order are that visit's.</param>
    /// <param name="order">The number, in that visit, of the order it is of, 0 to 3.</param>
    /// <param name="totalCents">What is paid back, at least 0.</param>
    /// <param name="items">What came back.</param>
    /// <inheritdoc cref="WritePurchase"/>
    public static int WriteRefund(Span<byte> to, in EventHead head, int order, long totalCents, ReadOnlySpan<PurchasedItem> items)
    {
        var cursor = Start(to, MaxBytes(items), head.Id);
        cursor.Raw("\",\"event_type\":\"refund\",\"user_id\":\""u8);
        return Order(ref cursor, head, order, totalCents, items);
    }

    /// <summary>Writes a session_start.</summary>
    /// <inheritdoc cref="WritePageView"/>
    public static int WriteSessionStart(Span<byte> to, in EventHead head)
    {
        var cursor = Start(to, FixedBytes, head.Id);
        cursor.Raw("\",\"event_type\":\"session_start\",\"user_id\":\""u8);
        Visitor(ref cursor, head.Id);
        cursor.Raw("\""u8);
        return End(ref cursor, head.Time);
    }

    /// <summary>Writes a session_end.</summary>
    /// <param name="durationMilliseconds">How long the session was, at least 0; written as seconds with three decimals.</param>
    /// <param name="pageViews">Pages viewed in the session.</param>
    /// <inheritdoc cref="WritePageView"/>
    public static int WriteSessionEnd(Span<byte> to, in EventHead head, long durationMilliseconds, int pageViews)
    {
        var cursor = Start(to, FixedBytes, head.Id);
        cursor.Raw("\",\"event_type\":\"session_end\",\"user_id\":\""u8);
        Visitor(ref cursor, head.Id);
        cursor.Raw("\",\"duration_seconds\":"u8);
        cursor.Seconds(durationMilliseconds);
        cursor.Raw(",\"page_views\":"u8);
        cursor.Number(pageViews);
        return End(ref cursor, head.Time);
    }

    private static EventCursor Start(Span<byte> to, int maxBytes, in EventId id)
    {
        if (to.Length < maxBytes) throw new ArgumentException($"An event may take {maxBytes} bytes; there is room for {to.Length}.", nameof(to));
        var cursor = new EventCursor(to);
        cursor.Raw("{\"event_id\":\""u8);
        cursor.Id(id);
        return cursor;
    }

    private static int MaxBytes(ReadOnlySpan<PurchasedItem> items)
    {
        var texts = 0;
        foreach (ref readonly var item in items) texts += item.ProductId.Length + item.Category.Length;
        return MaxBytes(texts, items.Length);
    }

    private static int Order(ref EventCursor cursor, in EventHead head, int order, long totalCents, ReadOnlySpan<PurchasedItem> items)
    {
        Debug.Assert(order is >= 0 and <= 3);
        Visitor(ref cursor, head.Id);
        cursor.Raw("\",\"order_id\":\"order_"u8);
        cursor.Hex16(head.Id.OrderKey(order));
        cursor.Raw("\",\"total\":"u8);
        cursor.Cents(totalCents);
        cursor.Raw(",\"items\":["u8);
        for (var i = 0; i < items.Length; i++)
        {
            if (i > 0) cursor.Raw(","u8);
            Item(ref cursor, items[i]);
        }
        cursor.Raw("]"u8);
        return End(ref cursor, head.Time);
    }

    private static void Visitor(ref EventCursor cursor, in EventId id)
    {
        cursor.User(id.User);
        cursor.Raw("\",\"session_id\":\"sess_"u8);
        cursor.Hex16(id.SessionKey);
    }

    private static void Product(ref EventCursor cursor, in EventId id, ReadOnlySpan<byte> productId, ReadOnlySpan<byte> category, long priceCents)
    {
        Visitor(ref cursor, id);
        cursor.Raw("\",\"product_id\":\""u8);
        cursor.Raw(productId);
        cursor.Raw("\",\"product_category\":\""u8);
        cursor.Raw(category);
        cursor.Raw("\",\"product_price\":"u8);
        cursor.Cents(priceCents);
    }

    private static void Item(ref EventCursor cursor, in PurchasedItem item)
    {
        cursor.Raw("{\"product_id\":\""u8);
        cursor.Raw(item.ProductId);
        cursor.Raw("\",\"category\":\""u8);
        cursor.Raw(item.Category);
        cursor.Raw("\",\"quantity\":"u8);
        cursor.Number(item.Quantity);
        cursor.Raw(",\"price\":"u8);
        cursor.Cents(item.PriceCents);
        cursor.Raw("}"u8);
    }

    private static int End(ref EventCursor cursor, Timestamp time)
    {
        cursor.Raw(",\"timestamp\":\""u8);
        cursor.Time(time);
        cursor.Raw("\"}"u8);
        return cursor.Length;
    }
}
