using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Runs;

namespace AkkaCommerce.Simulation.Clock;

/// <summary>The simulation's view of the SQL tables: the run's record, what is asked for, and how far the analysis is.</summary>
/// <param name="commands">Each is read from the first on: rows appear out of order, and the clock remembers which it has taken up.</param>
public sealed class SqlSimulationTables(RunStore runs, CommandStore commands, ShardStore shards, int shardCount, TimeProvider time) : ISimulationTables
{
    private readonly ShardWatch _watch = new(time);

    public async ValueTask<ClockReading> ReadAsync(CancellationToken cancel)
    {
        var run = await runs.FindSimulationAsync(cancel);
        return new ClockReading(run?.Until, Retires(run), await CommandsAsync(cancel), await SlowestAnalystAsync(run, cancel));
    }

    public async ValueTask<bool> RetiresAsync(CancellationToken cancel) => Retires(await runs.FindSimulationAsync(cancel));

    public bool IsSaid(Exception cause) => runs.IsSaid(cause);

    private static bool Retires(SimulationRun? run) => run is { Retiring: true } or { Retired: true };

    private async Task<IReadOnlyList<CampaignCommand>> CommandsAsync(CancellationToken cancel)
    {
        var asked = new List<CampaignCommand>();
        foreach (var row in await commands.AllAsync(cancel))
            if (CampaignCommand.TryRead(row.Id, row.Kind, row.Body, out var command))
                asked.Add(command);
        return asked;
    }

    /// <summary>The least over all shards; null where one has no fresh row.</summary>
    private async Task<Timestamp?> SlowestAnalystAsync(SimulationRun? run, CancellationToken cancel)
    {
        var (slowest, fresh) = (Timestamp.Max, 0);
        var rows = await shards.ReadAsync(cancel);
        _watch.See(rows);
        foreach (var shard in rows)
        {
            if (!_watch.IsFresh(shard.Shard)) continue;
            fresh++;
            slowest = Timestamp.Earlier(slowest, shard.ClosedThrough ?? run?.From ?? Timestamp.Min);
        }
        return fresh == shardCount ? slowest : null;
    }
}
