using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Simulation.Clock;

namespace AkkaCommerce.Node.Hosting;

/// <summary>What the clock obeys, from the tables: the run's record, and how far the analysis is where one lives beside.</summary>
internal sealed class SimulationTables(RunStore runs, ShardStore shards, int shardCount, TimeProvider time) : ISimulationTables
{
    /// <summary>An analysis that wrote nothing for so long is not there.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    public async ValueTask<ClockReading> ReadAsync(CancellationToken cancel)
    {
        var run = await runs.FindSimulationAsync(cancel) ?? throw new InvalidOperationException("The simulation's run record is gone.");
        return new ClockReading(run.Until, run.Retiring || run.Retired, [], await SlowestAnalystAsync(run.From, cancel));
    }

    public async ValueTask<bool> RetiresAsync(CancellationToken cancel) =>
        await runs.FindSimulationAsync(cancel) is { Retiring: true } or { Retired: true };

    private async Task<Timestamp?> SlowestAnalystAsync(Timestamp from, CancellationToken cancel)
    {
        var since = Timestamp.From(time.GetUtcNow()) - Fresh;
        var (slowest, living) = (Timestamp.Max, 0);
        foreach (var shard in await shards.ReadAsync(cancel))
        {
            if (shard.Updated < since) continue;
            living++;
            slowest = Timestamp.Earlier(slowest, shard.ClosedThrough ?? from);
        }
        return living == shardCount ? slowest : null;
    }
}
