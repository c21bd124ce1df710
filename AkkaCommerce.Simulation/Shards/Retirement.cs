using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;

namespace AkkaCommerce.Simulation.Shards;

/// <summary>
/// Ends a simulation for good. First a row says that it retires: a writer that opens from now on commits nothing. Then every shard's writer is
/// opened, which fences those that were open before. Only then <c>retired</c> is written: no commit follows what an analyst takes as done.
/// Interrupted, it is simply done again.
/// </summary>
public static class Retirement
{
    /// <returns>The run's record, retired.</returns>
    /// <exception cref="StoreRefusedException">There is no simulation.</exception>
    /// <exception cref="LogUnavailableException">A shard's writer cannot be opened now.</exception>
    public static async Task<SimulationRun> RunAsync(IEventLog log, RunStore runs, CancellationToken cancel)
    {
        await runs.RetiringAsync(cancel);
        for (var shard = 0; shard < log.Shards; shard++)
            await using (await log.OpenWriterAsync(shard, Progress.Simulation, cancel))
            {
            }
        return await runs.RetiredAsync(cancel);
    }
}
