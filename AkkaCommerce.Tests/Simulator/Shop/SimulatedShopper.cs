using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Tests.Simulator.Shop;

/// <summary>An entity: the real core, and what its actor does around it.</summary>
internal sealed class SimulatedShopper(ShopSimulator simulator, int user) : IMortal
{
    private readonly Shopper _core = new(simulator.World.Shop, user);

    public bool IsAlive { get; set; } = true;

    public Walked Walk(Walk walk)
    {
        if (!Holds(walk))
        {
            simulator.Rebuilds++;
            _core.Rebuild(walk.From, walk.Campaigns);
        }
        var events = EventBuffer.Rent();
        while (_core.Walk(walk.To, walk.Campaigns, events)) { }
        return new Walked(walk.Incarnation, walk.Step, user, events, _core.NextDue);
    }

    /// <summary>Within a visit nobody is away.</summary>
    public void Leave() => IsAlive = IsAlive && _core.State != ShopperState.Away;

    private bool Holds(Walk walk) =>
        simulator.Has(ShopFault.ValidEqual) ? _core.WalkedTo == walk.From
        : simulator.Has(ShopFault.ValidNoDue) ? _core.WalkedTo <= walk.From
        : _core.Holds(walk.From);
}

/// <summary>Something that can be gone before a message reaches it.</summary>
internal interface IMortal
{
    bool IsAlive { get; }
}
