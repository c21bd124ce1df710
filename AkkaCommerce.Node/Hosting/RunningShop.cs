using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Ingestion.Sql;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Node.Logs;
using Microsoft.Extensions.Logging;
using AnalyticsOptions = AkkaCommerce.Analytics.Hosting.AnalyticsOptions;
using SimulationOptions = AkkaCommerce.Simulation.Hosting.SimulationOptions;

namespace AkkaCommerce.Node.Hosting;

/// <summary>
/// The data folder of a shop that is about to run: its roles held, its run records written or obeyed, other options refused. Of a shop whose log is in
/// memory the folder is a temporary one, that goes with it.
/// </summary>
internal sealed class RunningShop : IDisposable
{
    private readonly List<IDisposable> _held = [];
    private readonly string? _temporary;

    private RunningShop(DataFolder folder, string? temporary, Action<string> notes) => (Folder, _temporary, Notes) = (folder, temporary, notes);

    public DataFolder Folder { get; }

    /// <summary>Takes lines for a person about what is not as it was asked for.</summary>
    public Action<string> Notes { get; }

    /// <summary>Where its journal and tables are.</summary>
    public ShopDatabase Database { get; private set; } = null!;

    public ShopStores Stores { get; private set; } = null!;

    /// <summary>The simulation's record; null where this folder never had one and this process does not simulate.</summary>
    public SimulationRun? Simulation { get; private set; }

    /// <summary>The log to run on; not set where the shop is only looked at.</summary>
    public IShopLog Log { get; private set; } = null!;

    /// <summary>Looks at what a first start asks for, before anything is made.</summary>
    /// <exception cref="ConfigurationException">There is nothing to go on with, and a run that cannot be is to begin.</exception>
    public static void CheckBeginning(ProgramOptions program, RunOptions run, TimeProvider time)
    {
        if (run.Roles.HasFlag(Roles.Simulation) && new ShopDatabase(DataFolder.At(program.Data), program, time).IsMissing)
            RunRecords.Simulation(run.Simulation, run.Analytics.Pane, kept: null, time.GetUtcNow(), notes: _ => { });
    }

    /// <param name="notes">Takes lines for a person about what is not as it was asked for.</param>
    /// <exception cref="StoreRefusedException">A role is held by another process, a store is not ours to use, or was begun with other options.</exception>
    public static async Task<RunningShop> OpenAsync(
        ProgramOptions program, RunOptions run, Action<string> notes, TimeProvider time, ILoggerFactory loggers, CancellationToken cancel)
    {
        var temporary = program.Log == LogStore.Memory ? Directory.CreateTempSubdirectory("akkacommerce-").FullName : null;
        var shop = new RunningShop(DataFolder.Open(temporary ?? program.Data), temporary, notes);
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

    /// <summary>A shop that others run, or ran: no role is held, nothing is made, its log stays closed. Null: there is none yet.</summary>
    /// <exception cref="StoreRefusedException">The database is not ours to use, or was lost.</exception>
    public static async Task<RunningShop?> FindAsync(ProgramOptions program, TimeProvider time, CancellationToken cancel)
    {
        var shop = new RunningShop(DataFolder.At(program.Data), temporary: null, notes: _ => { });
        var pair = new StorePair(shop.Folder, shop.Database = new ShopDatabase(shop.Folder, program, time));
        if (pair.HasLostFile()) throw pair.NoRecord();
        if (await ShopStores.FindAsync(shop.Folder, shop.Database, SqliteAccess.Read, identity: null, cancel) is not { } stores) return null;
        shop.Stores = stores;
        return shop;
    }

    public void Dispose()
    {
        foreach (var role in _held) role.Dispose();
        if (_temporary is not null) Directory.Delete(_temporary, recursive: true);
    }

    private async Task FillAsync(ProgramOptions program, RunOptions run, TimeProvider time, ILoggerFactory loggers, CancellationToken cancel)
    {
        if (program.Cluster.IsAlone) HoldRoles(run.Roles);
        var retention = new Retention { Age = run.Retention.Age, BytesPerTopic = run.Retention.Bytes };
        Database = new ShopDatabase(Folder, program, time);
        var pair = new StorePair(Folder, Database);
        Log = program.Log switch
        {
            LogStore.Memory => new MemoryShopLog(run.Simulation.Shards),
            LogStore.Kafka => KafkaShopLog.OfRun(program.Kafka!, pair, run, time, loggers),
            _ => new SqliteShopLog(pair, new() { Path = Folder.Log, Retention = retention }, run.Simulation.Shards),
        };
        Stores = await ShopStores.OpenAsync(Folder, Database, Log, run, loggers.CreateLogger<SqlDatabase>(), cancel);
        Simulation = run.Roles.HasFlag(Roles.Simulation) ? await SimulationAsync(run, time, cancel) : await Stores.Runs.FindSimulationAsync(cancel);
        if (Simulation is { Retired: true } && !run.Roles.HasFlag(Roles.Analytics) && run.Roles.HasFlag(Roles.Simulation))
            throw new StoreRefusedException($"the simulation of {Folder.Path} was ended for good ('akkacommerce retire'): there is nothing left to simulate");
    }

    /// <summary>Nodes of a cluster share their roles; a process alone has its own.</summary>
    private void HoldRoles(Roles roles)
    {
        if (roles.HasFlag(Roles.Simulation)) _held.Add(Folder.Hold(SimulationOptions.Role));
        if (roles.HasFlag(Roles.Analytics)) _held.Add(Folder.Hold(AnalyticsOptions.Role));
    }

    private async Task<SimulationRun> SimulationAsync(RunOptions run, TimeProvider time, CancellationToken cancel)
    {
        var wanted = RunRecords.Simulation(run.Simulation, Stores.LogRun.Pane, await Stores.Runs.FindSimulationAsync(cancel), time.GetUtcNow(), Notes);
        var kept = await Stores.Runs.OpenSimulationAsync(wanted, anyFrom: run.Simulation.From.IsRelative, cancel);
        if (wanted.Until is not { } until || !(kept.Until < until)) return kept;
        if (kept.Retiring || kept.Retired)
            throw new StoreRefusedException($"the simulation of {Folder.Path} was ended for good ('akkacommerce retire'): it cannot go on until {until}");
        return await Stores.Runs.GrowUntilAsync(until, cancel);
    }
}
