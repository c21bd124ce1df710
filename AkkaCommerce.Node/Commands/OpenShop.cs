using Akka.Actor;
using Akka.Configuration;
using Akka.Streams;
using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Storage;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Ingestion.Sql;
using AkkaCommerce.Ingestion.Sqlite;
using AkkaCommerce.Node.Configuration;

namespace AkkaCommerce.Node.Commands;

/// <summary>A shop's data folder, opened by a command beside whoever runs the shop: no role is taken, nothing is made where nothing is.</summary>
internal sealed class OpenShop : IAsyncDisposable
{
    /// <summary>Streams only: no cluster, no journal, nothing said.</summary>
    private static readonly Config Quiet = ConfigurationFactory.ParseString(
        """
        akka { loglevel = OFF, stdout-loglevel = OFF, log-dead-letters = off, log-dead-letters-during-shutdown = off }
        akka.coordinated-shutdown { run-by-clr-shutdown-hook = off, exit-clr = off }
        """);

    private readonly Lazy<(ActorSystem System, ActorMaterializer Materializer)> _streams;

    private OpenShop(DataFolder folder, SqliteEventLog log, SqlDatabase database, LogRun logRun)
    {
        (Folder, Log, Database, LogRun) = (folder, log, database, logRun);
        Runs = new RunStore(database);
        Windows = new WindowStore(database.Connect, Grid);
        Analysis = new ShardStore(database);
        _streams = new(() =>
        {
            var system = ActorSystem.Create("akkacommerce", Quiet);
            return (system, system.Materializer());
        });
    }

    public DataFolder Folder { get; }
    public IEventLog Log { get; }
    public SqlDatabase Database { get; }
    public LogRun LogRun { get; }
    public RunStore Runs { get; }
    public WindowStore Windows { get; }
    public ShardStore Analysis { get; }

    public PaneGrid Grid => PaneGrid.Of(AnalysisOptions.Of(LogRun));

    public IMaterializer Materializer => _streams.Value.Materializer;

    /// <exception cref="WorkFailedException">There is no shop there, or it lives in another process' memory.</exception>
    /// <exception cref="StoreRefusedException">It is not ours to use.</exception>
    public static async Task<OpenShop> OpenAsync(Invocation invocation, CancellationToken cancel)
    {
        var program = invocation.Program;
        if (program.Log == LogStore.Memory)
            throw new WorkFailedException("a log in memory lives only inside the run that made it: use --log sqlite here and for run");
        if (!Directory.Exists(program.Data))
            throw new WorkFailedException($"there is no data folder {Path.GetFullPath(program.Data)}: start the shop with 'akkacommerce run', or say where it is with --data");
        var folder = DataFolder.Open(program.Data);
        if (!File.Exists(folder.Log) || !File.Exists(folder.Database)) throw Empty(folder);

        var log = SqliteEventLog.Open(new SqliteLogOptions { Path = folder.Log, Create = false, Retention = null }, invocation.Time);
        try
        {
            var database = await SqlDatabase.OpenAsync(folder.Database, [AnalyticsTables.Schema], invocation.Time, cancel);
            var runs = new RunStore(database);
            var kept = await runs.FindLogAsync(cancel) ?? throw Empty(folder);
            return new OpenShop(folder, log, database, await runs.OpenLogAsync(kept with { Identity = log.Identity }, cancel));
        }
        catch
        {
            await log.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_streams.IsValueCreated) await _streams.Value.System.Terminate();
        await Log.DisposeAsync();
    }

    private static WorkFailedException Empty(DataFolder folder) =>
        new($"the data folder {folder.Path} holds no shop yet: start it with 'akkacommerce run', or say where it is with --data");
}
