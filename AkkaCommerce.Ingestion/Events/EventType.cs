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
}
