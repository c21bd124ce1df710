using AkkaCommerce.Simulation.Clock;

namespace AkkaCommerce.Simulation.Hosting;

/// <summary>How the simulation runs; nothing here changes an event.</summary>
public sealed record SimulationOptions
{
    /// <summary>The cluster role that the simulation lives on.</summary>
    public const string Role = "simulation";

    /// <summary>How fast the shop's time passes. Live by default.</summary>
    public ShopSpeed Speed { get; init; } = ShopSpeed.Live;

    /// <summary>Shoppers kept in memory, in all, before those longest away are asked to leave: 100 to 1,000,000; 50,000 by default.</summary>
    public int LiveShoppers { get; init; } = 50_000;

    /// <summary>At speed max: how many events, about, the clock may be ahead of the slowest shard and analyst: 10,000 to 1,000,000,000; 5 million by default.</summary>
    public long Lead { get; init; } = 5_000_000;

    /// <summary>How often the clock moves the horizon: 10 ms to 1 s; 100 ms by default.</summary>
    public TimeSpan TickInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How often the clock reads its tables: 50 ms to 5 s; 200 ms by default.</summary>
    public TimeSpan ReadInterval { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range; the message is a line for a person.</exception>
    public SimulationOptions Validated()
    {
        Check(nameof(Speed), Speed, Speed.IsMax || Speed.Factor is > 0 and <= 1_000_000, "above 0 to 1,000,000, or max");
        Check(nameof(LiveShoppers), LiveShoppers, LiveShoppers is >= 100 and <= 1_000_000, "100 to 1,000,000");
        Check(nameof(Lead), Lead, Lead is >= 10_000 and <= 1_000_000_000, "10,000 to 1,000,000,000 events");
        Check(nameof(TickInterval), TickInterval, TickInterval >= TimeSpan.FromMilliseconds(10) && TickInterval <= TimeSpan.FromSeconds(1), "10 ms to 1 s");
        Check(nameof(ReadInterval), ReadInterval, ReadInterval >= TimeSpan.FromMilliseconds(50) && ReadInterval <= TimeSpan.FromSeconds(5), "50 ms to 5 s");
        return this;
    }

    private static void Check<T>(string name, T value, bool holds, string range)
    {
        if (!holds) throw new ArgumentOutOfRangeException(name, FormattableString.Invariant($"{name} is {value}, but must be {range}"));
    }
}
