using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Simulation.Clock;

/// <summary>By pub-sub, once a second at least, from the clock to whoever shows it or waits for its end.</summary>
/// <param name="Slowest">What every shard has committed; null before all have said.</param>
/// <param name="Horizon">How far the writers may go.</param>
/// <param name="Until">Where the simulation ends; null: never.</param>
/// <param name="IsDone">Whether every shard has committed all there is before <paramref name="Until"/>.</param>
public sealed record ClockProgress(Timestamp? Slowest, Timestamp Horizon, Timestamp? Until, bool IsDone)
{
    public const string Topic = "clock";
}
