using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>What a behaviour acts in: the shop, and where events go.</summary>
/// <param name="shop">The shop.</param>
/// <param name="events">Takes the events; null: the visit is only played forward.</param>
/// <param name="pending">Takes what is written later than it happens; null where that is of no interest.</param>
internal readonly ref struct ShopContext(Shop shop, EventBuffer? events, PendingCopies? pending)
{
    public Shop Shop { get; } = shop;
    public EventBuffer? Events { get; } = events;
    public PendingCopies? Pending { get; } = pending;

    /// <summary>The head of the visit's next event.</summary>
    public EventHead Head(in Visit visit) =>
        new(new EventId(Shop.RunId, visit.User, visit.Day, visit.Number, visit.Events), new Timestamp(visit.At));
}
