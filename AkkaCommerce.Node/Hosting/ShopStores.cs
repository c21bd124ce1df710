using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Storage;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Ingestion.Sql;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Node.Logs;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Node.Hosting;

/// <summary>The database of a shop, known to belong to the log beside it, with the stores of its tables.</summary>
internal sealed class ShopStores
{
    private ShopStores(DataFolder folder, SqlDatabase database, LogRun logRun)
    {
        (Folder, Database, LogRun, Grid) = (folder, database, logRun, PaneGrid.Of(AnalysisOptions.Of(logRun)));
        (Runs, Commands, Shards) = (new RunStore(database), new CommandStore(database), new ShardStore(database));
        (Windows, Rejected) = (new WindowStore(database, Grid), new RejectedStore(database, Grid));
    }

    public DataFolder Folder { get; }
    public SqlDatabase Database { get; }

    /// <summary>What holds for the whole log.</summary>
    public LogRun LogRun { get; }

    public PaneGrid Grid { get; }
    public RunStore Runs { get; }
    public CommandStore Commands { get; }
    public ShardStore Shards { get; }
    public WindowStore Windows { get; }
    public RejectedStore Rejected { get; }

    /// <summary>Opens the database that belongs to a log; makes both where neither is there.</summary>
    /// <param name="run">What the log's record is to say where there is none.</param>
    /// <param name="waits">Takes that the database does not answer, for which is then waited; null: that is a failure.</param>
    /// <exception cref="Ingestion.Log.StoreRefusedException">One of them was lost, is not ours to use, or was begun with other options, which are named.</exception>
    public static async Task<ShopStores> OpenAsync(DataFolder folder, ShopDatabase place, IShopLog log, RunOptions run, ILogger? waits, CancellationToken cancel)
    {
        await log.LookAsync(cancel);
        var database = await place.OpenAsync(waits, cancel);
        var runs = new RunStore(database);
        var kept = await runs.FindLogAsync(cancel);
        var (identity, shards) = await log.IdentifyAsync(kept, cancel);
        await log.CheckRecordsAsync(runs, cancel);
        return new ShopStores(folder, database, await runs.OpenLogAsync(RunRecords.Log(identity, shards, run, kept), cancel));
    }

    /// <summary>Opens what is kept, and makes nothing; null: there is no database, or it has no record of a log.</summary>
    /// <param name="access">Whether a file may be written to.</param>
    /// <param name="identity">The name of the log that it must belong to; null: of any.</param>
    /// <exception cref="Ingestion.Log.StoreRefusedException">The database is not ours to use, or belongs to another log.</exception>
    public static async Task<ShopStores?> FindAsync(DataFolder folder, ShopDatabase place, SqliteAccess access, string? identity, CancellationToken cancel)
    {
        if (await place.FindAsync(access, cancel) is not { } database) return null;
        var runs = new RunStore(database);
        if (await runs.FindLogAsync(cancel) is not { } kept) return null;
        if (identity is not null) runs.CheckIdentity(kept, identity);
        return new ShopStores(folder, database, kept);
    }
}
