using Akka.Actor;
using Akka.Configuration;
using Akka.Streams;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Ingestion.Sqlite;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Node.Hosting;

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

    private readonly Lazy<(ActorSystem System, ActorMaterializer Materializer)> _streams = new(() =>
    {
        var system = ActorSystem.Create("akkacommerce", Quiet);
        return (system, system.Materializer());
    });

    private OpenShop(IEventLog log, ShopStores stores) => (Log, Stores) = (log, stores);

    public IEventLog Log { get; }

    public ShopStores Stores { get; }

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
            return new OpenShop(log, await ShopStores.OpenAsync(folder, kept => (kept ?? throw Empty(folder)) with { Identity = log.Identity }, invocation.Time, cancel));
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
