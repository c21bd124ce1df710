using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Node.Logs;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Node.Hosting;

/// <summary>
/// The data folder of a shop that is about to run: its roles held, its run records written or obeyed, other options refused. Of a shop whose log is in
/// memory the folder is a temporary one, that goes with it.
/// </summary>
internal sealed class RunningShop : IDisposable
{
    private readonly List<IDisposable> _held = [];
    private readonly string? _temporary;

    private RunningShop(DataFolder folder, string? temporary) => (Folder, _temporary) = (folder, temporary);

    public DataFolder Folder { get; }

    public ShopStores Stores { get; private set; } = null!;

    /// <summary>The simulation's record; null where this folder never had one and this process does not simulate.</summary>
    public SimulationRun? Simulation { get; private set; }

    /// <summary>The log to run on.</summary>
    public IShopLog Log { get; private set; } = null!;

    /// <exception cref="StoreRefusedException">A role is held by another process, a store is not ours to use, or was begun with other options.</exception>
    public static async Task<RunningShop> OpenAsync(ProgramOptions program, RunOptions run, TimeProvider time, ILoggerFactory loggers, CancellationToken cancel)
    {
        var temporary = program.Log == LogStore.Memory ? Directory.CreateTempSubdirectory("akkacommerce-").FullName : null;
        var shop = new RunningShop(DataFolder.Open(temporary ?? program.Data), temporary);
        try
        {
            await shop.FillAsync(program, run, time, loggers, cancel);
            return shop;
        }
        catch
        {
            shop.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var role in _held) role.Dispose();
        if (_temporary is not null) Directory.Delete(_temporary, recursive: true);
    }

    private async Task FillAsync(ProgramOptions program, RunOptions run, TimeProvider time, ILoggerFactory loggers, CancellationToken cancel)
    {
        if (run.Roles.HasFlag(Roles.Simulation)) _held.Add(Folder.Hold("simulation"));
        if (run.Roles.HasFlag(Roles.Analytics)) _held.Add(Folder.Hold("analytics"));
        Log = program.Log switch
        {
            LogStore.Memory => new MemoryShopLog(run.Simulation.Shards),
            LogStore.Kafka => KafkaShopLog.OfRun(program.Kafka!, run, time, loggers),
            _ => new SqliteShopLog(new() { Path = Folder.Log, Retention = new Retention { Age = run.Retention.Age, BytesPerTopic = run.Retention.Bytes } }, run.Simulation.Shards),
        };
        Stores = await ShopStores.OpenAsync(Folder, Wanted, time, cancel);
        Simulation = run.Roles.HasFlag(Roles.Simulation) ? await SimulationAsync(run, time, cancel) : await Stores.Runs.FindSimulationAsync(cancel);

        async Task<LogRun> Wanted(LogRun? kept)
        {
            var (identity, shards) = await Log.IdentifyAsync(kept?.Shards, cancel);
            return RunRecords.Log(identity, shards, run, kept);
        }
    }

    private async Task<SimulationRun> SimulationAsync(RunOptions run, TimeProvider time, CancellationToken cancel)
    {
        var wanted = RunRecords.Simulation(run.Simulation, Stores.LogRun.Pane, await Stores.Runs.FindSimulationAsync(cancel), time.GetUtcNow());
        var kept = await Stores.Runs.OpenSimulationAsync(wanted, anyFrom: run.Simulation.From.IsRelative, cancel);
        return wanted.Until is { } until && kept.Until < until ? await Stores.Runs.GrowUntilAsync(until, cancel) : kept;
    }
}
