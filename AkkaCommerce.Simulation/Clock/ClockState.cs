using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Simulation.Clock;

/// <summary>All that the clock must not forget. Each entry of its journal is a whole one, so that older ones can be trimmed.</summary>
/// <param name="Number">The entry's number in the journal; 0: none yet.</param>
/// <param name="Mark">No horizon beyond it is granted.</param>
/// <param name="Campaigns">Those that a rebuild can still look back on, in the order in which they were taken up.</param>
/// <param name="Taken">The ids of all commands taken up, ascending: rows appear out of order, and each is taken up once.</param>
/// <param name="Dated">Of those taken up, after which moment each holds, in the order in which they were; null in an entry of before this was kept.</param>
public sealed record ClockState(long Number, Timestamp Mark, IReadOnlyList<Campaign> Campaigns, IReadOnlyList<long> Taken, IReadOnlyList<Dating>? Dated = null)
{
    /// <summary>Before any entry: nothing may pass <paramref name="from"/>.</summary>
    public static ClockState At(Timestamp from) => new(0, from, Array.Empty<Campaign>(), Array.Empty<long>());
}
