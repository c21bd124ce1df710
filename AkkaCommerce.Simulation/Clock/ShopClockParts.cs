using Akka.Actor;

namespace AkkaCommerce.Simulation.Clock;

/// <summary>What the clock is made of.</summary>
public sealed record ShopClockParts
{
    public required ClockSettings Settings { get; init; }

    public required ISimulationTables Tables { get; init; }

    /// <summary>The region, which finds or makes the writers; asked for when the clock starts.</summary>
    public required Func<IActorRef> Region { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>A node that stops calls nobody any more: its region is about to stop.</summary>
    public Func<bool> IsFinishing { get; init; } = () => false;

    /// <summary>Tells how far the shop is.</summary>
    public Action<ClockProgress> Tell { get; init; } = _ => { };

    /// <summary>How often the horizon moves, and how often the tables are read.</summary>
    public TimeSpan TickInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    public TimeSpan ReadInterval { get; init; } = TimeSpan.FromMilliseconds(200);
}
