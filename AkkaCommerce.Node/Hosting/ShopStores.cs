using AkkaCommerce.Analytics.Storage;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Memory;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Ingestion.Sql;
using AkkaCommerce.Ingestion.Sqlite;
using AkkaCommerce.Node.Commands;
using AkkaCommerce.Node.Configuration;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Node.Hosting;

/// <summary>
/// The two stores of a running shop, opened: roles held, run records read or written, differences refused. A shop whose log is in memory has its
/// database in a temporary folder that goes with it.
/// </summary>
internal sealed class ShopStores : IAsyncDisposable
{
    private readonly List<IDisposable> _held = [];
    private readonly string? _temporary;

    private ShopStores(DataFolder folder, string? temporary) => (Folder, _temporary) = (folder, temporary);

    public DataFolder Folder { get; }
    public SqlDatabase Database { get; private set; } = null!;
    public RunStore Runs { get; private set; } = null!;
    public IEventLog Log { get; private set; } = null!;
    public LogRun LogRun { get; private set; } = null!;

    /// <summary>The simulation's record; null where this folder never had one and this process does not simulate.</summary>
    public SimulationRun? Simulation { get; private set; }

    /// <exception cref="StoreRefusedException">A role is held by another process, or a store is not ours to use.</exception>
    /// <exception cref="ConfigurationException">What is asked for differs from what the first start wrote down.</exception>
    public static async Task<ShopStores> OpenAsync(ProgramOptions program, RunOptions run, ILoggerFactory loggers, TimeProvider time, CancellationToken cancel)
    {
        var temporary = program.Log == LogStore.Memory ? Directory.CreateTempSubdirectory("akkacommerce-").FullName : null;
        var stores = new ShopStores(DataFolder.Open(temporary ?? program.Data), temporary);
        try
        {
            await stores.FillAsync(program, run, loggers, time, cancel);
            return stores;
        }
        catch
        {
            await stores.DisposeAsync();
            throw;
        }
    }

    public ValueTask<IReadOnlyList<PartitionStatistics>> StatisticsAsync(CancellationToken cancel) => Log switch
    {
        SqliteEventLog file => file.StatisticsAsync(cancel),
        MemoryEventLog memory => memory.StatisticsAsync(cancel),
        _ => throw new InvalidOperationException($"{Log.GetType().Name} keeps no statistics."),
    };

    public async ValueTask DisposeAsync()
    {
        if (Log is not null) await Log.DisposeAsync();
        foreach (var role in _held) role.Dispose();
        if (_temporary is not null) Directory.Delete(_temporary, recursive: true);
    }

    private async Task FillAsync(ProgramOptions program, RunOptions run, ILoggerFactory loggers, TimeProvider time, CancellationToken cancel)
    {
        if (run.Roles.HasFlag(Roles.Simulation)) _held.Add(Folder.Hold("simulation"));
        if (run.Roles.HasFlag(Roles.Analytics)) _held.Add(Folder.Hold("analytics"));
        Database = await SqlDatabase.OpenAsync(Folder.Database, [AnalyticsTables.Schema], time, cancel);
        Runs = new RunStore(Database);

        var kept = await Runs.FindLogAsync(cancel);
        if (kept is not null) Refuse(RunRecords.Differences(run.Simulation, run.Analytics, kept));
        var floor = new RecoveryFloor(new ShardStore(Database));
        Log = program.Log == LogStore.Memory
            ? new MemoryEventLog(new MemoryLogOptions { Shards = run.Simulation.Shards }, time, floor, loggers.CreateLogger<MemoryEventLog>())
            : SqliteEventLog.Open(
                new SqliteLogOptions
                {
                    Path = Folder.Log,
                    Shards = kept?.Shards ?? run.Simulation.Shards,
                    Retention = new Retention { Age = run.Retention.Age, BytesPerTopic = run.Retention.Bytes },
                },
                time, floor, loggers.CreateLogger<SqliteEventLog>());
        LogRun = await Runs.OpenLogAsync(
            new LogRun
            {
                Identity = Log.Identity,
                Shards = Log.Shards,
                Pane = kept?.Pane ?? run.Analytics.Pane,
                Window = kept?.Window ?? run.Analytics.Window,
                Lateness = kept?.Lateness ?? run.Analytics.Lateness,
            },
            cancel);
        Simulation = run.Roles.HasFlag(Roles.Simulation) ? await OpenSimulationAsync(run, time, cancel) : await Runs.FindSimulationAsync(cancel);
    }

    private async Task<SimulationRun> OpenSimulationAsync(RunOptions run, TimeProvider time, CancellationToken cancel)
    {
        var kept = await Runs.FindSimulationAsync(cancel)
            ?? await Runs.OpenSimulationAsync(RunRecords.Asked(run.Simulation, run.Analytics, time.GetUtcNow()), anyFrom: true, cancel);
        Refuse(RunRecords.Differences(run.Simulation, kept, LogRun.Pane));
        var until = RunRecords.Until(run.Simulation, kept.From, LogRun.Pane);
        return until is { } grown && kept.Until is { } before && grown > before ? await Runs.GrowUntilAsync(grown, cancel) : kept;
    }

    private void Refuse(IReadOnlyList<string> differences)
    {
        if (differences.Count > 0)
            throw new WorkFailedException($"{Folder.Path} was begun otherwise: {string.Join("; ", differences)}. Leave these options out, or use another --data folder.");
    }
}
