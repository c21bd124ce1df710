using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Storage;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Ingestion.Sql;

namespace AkkaCommerce.Node.Hosting;

/// <summary>The database of a shop's data folder, known to belong to the log beside it, with the stores of its tables.</summary>
internal sealed class ShopStores
{
    private ShopStores(DataFolder folder, SqlDatabase database, LogRun logRun)
    {
        (Folder, Database, LogRun, Grid) = (folder, database, logRun, PaneGrid.Of(AnalysisOptions.Of(logRun)));
        (Runs, Commands, Shards) = (new RunStore(database), new CommandStore(database), new ShardStore(database));
        (Windows, Rejected) = (new WindowStore(database.Connect, Grid), new RejectedStore(database.Connect, Grid));
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

    /// <param name="wanted">The log's record that is wanted, where one is kept or not.</param>
    /// <exception cref="Ingestion.Log.StoreRefusedException">The database is not ours to use, or keeps another record; the message names the differences.</exception>
    public static async Task<ShopStores> OpenAsync(DataFolder folder, Func<LogRun?, Task<LogRun>> wanted, TimeProvider time, CancellationToken cancel)
    {
        var database = await SqlDatabase.OpenAsync(folder.Database, [AnalyticsTables.Schema], time, cancel);
        var runs = new RunStore(database);
        return new ShopStores(folder, database, await runs.OpenLogAsync(await wanted(await runs.FindLogAsync(cancel)), cancel));
    }
}
