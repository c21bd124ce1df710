namespace AkkaCommerce.Ingestion.Events;

/// <summary>What, if anything, is wrong with an event, or with an item of an order, of which all fields are read.</summary>
internal static class EventJudge
{
    /// <summary>The first, in a fixed order of fields, whatever order they came in.</summary>
    /// <param name="items">What is wrong with an order's items.</param>
    public static DeadLetterReason OfEvent(in EventView view, in FieldKinds kinds, DeadLetterReason items)
    {
        if (kinds.Wrong(EventField.EventType, out var reason)) return reason;
        if (!view.HasType) return new DeadLetterReason(DeadLetterKind.UnknownEventType);
        if (kinds.Wrong(EventField.EventId, out reason) || kinds.Wrong(EventField.UserId, out reason) || kinds.Wrong(EventField.Timestamp, out reason)) return reason;
        switch (view.Type)
        {
            case EventType.PageView or EventType.AddToCart or EventType.RemoveFromCart:
                if (kinds.Wrong(EventField.ProductId, out reason) || kinds.Wrong(EventField.ProductCategory, out reason) || kinds.Wrong(EventField.ProductPrice, out reason))
                    return reason;
                return view.Type != EventType.PageView && kinds.Wrong(EventField.Quantity, out reason) ? reason : default;
            case EventType.Purchase or EventType.Refund:
                if (kinds.Wrong(EventField.OrderId, out reason) || kinds.Wrong(EventField.Total, out reason) || kinds.Wrong(EventField.Items, out reason)) return reason;
                return items;
            case EventType.SessionEnd:
                return kinds.WrongWhereGiven(EventField.DurationSeconds, out reason) || kinds.WrongWhereGiven(EventField.PageViews, out reason) ? reason : default;
            default:
                return default;
        }
    }

    /// <summary>The first, likewise; of one whose fields are right, whether it comes to too much.</summary>
    public static DeadLetterReason OfItem(in ItemPlace item, in FieldKinds kinds)
    {
        if (kinds.Wrong(EventField.ItemProductId, out var reason) || kinds.WrongWhereGiven(EventField.ItemCategory, out reason)
            || kinds.Wrong(EventField.ItemQuantity, out reason) || kinds.Wrong(EventField.ItemPrice, out reason)) return reason;
        return (Int128)item.PriceCents * item.Quantity > Money.MaxCents ? new DeadLetterReason(DeadLetterKind.OutOfRange, EventField.ItemPrice) : default;
    }
}
