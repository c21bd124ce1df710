namespace AkkaCommerce.Ingestion.Events;

/// <summary>The kinds of event a shop emits; each belongs to one <see cref="Log.Topic"/>.</summary>
public enum EventType : byte
{
    PageView,
    AddToCart,
    RemoveFromCart,
    Purchase,
    SessionStart,
    SessionEnd,

    /// <summary>Of an order something comes back, and is paid back: no purchase, and no less revenue of the order.</summary>
    Refund,
}
