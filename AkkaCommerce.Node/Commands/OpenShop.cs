using Akka.Actor;
using Akka.Configuration;
using Akka.Streams;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Node.Hosting;
using AkkaCommerce.Node.Logs;

namespace AkkaCommerce.Node.Commands;

/// <summary>A shop's data folder, opened by a command beside whoever runs the shop: no role is taken.</summary>
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

    /// <summary>Opens what is there; nothing is made where nothing is.</summary>
    /// <exception cref="WorkFailedException">There is no shop there, or it lives in another process' memory.</exception>
    /// <exception cref="StoreRefusedException">It is not ours to use.</exception>
    public static Task<OpenShop> OpenAsync(Invocation invocation, CancellationToken cancel)
    {
        var program = invocation.Program;
        CheckLog(program);
        if (!Directory.Exists(program.Data))
            throw new WorkFailedException($"there is no data folder {Path.GetFullPath(program.Data)}: start the shop with 'akkacommerce run', or say where it is with --data");
        var folder = DataFolder.Open(program.Data);
        if (!File.Exists(folder.Database) || (program.Log == LogStore.Sqlite && !File.Exists(folder.Log))) throw Empty(folder);

        IShopLog log = program.Kafka is { } kafka ? KafkaShopLog.OfCommand(kafka, run: null, invocation.Time)
            : new SqliteShopLog(new() { Path = folder.Log, Create = false, Retention = null }, shards: null);
        return OpenAsync(folder, log, (identity, _, kept) => (kept ?? throw Empty(folder)) with { Identity = identity }, invocation.Time, cancel);
    }

    /// <summary>Opens what is there, and where nothing is makes it, as the first run would.</summary>
    /// <inheritdoc cref="OpenAsync(Invocation, CancellationToken)"/>
    public static Task<OpenShop> OpenOrMakeAsync(Invocation invocation, CancellationToken cancel)
    {
        CheckLog(invocation.Program);
        var folder = DataFolder.Open(invocation.Program.Data);
        var run = RunOptions.Read(invocation.Settings, untilIdle: false, skipGap: false);
        IShopLog log = invocation.Program.Kafka is { } kafka ? KafkaShopLog.OfCommand(kafka, run, invocation.Time)
            : new SqliteShopLog(new() { Path = folder.Log, Retention = null }, run.Simulation.Shards);
        return OpenAsync(folder, log, (identity, shards, kept) => RunRecords.Log(identity, shards, run, kept), invocation.Time, cancel);
    }

    private static async Task<OpenShop> OpenAsync(
        DataFolder folder, IShopLog log, Func<string, int, LogRun?, LogRun> wanted, TimeProvider time, CancellationToken cancel)
    {
        var stores = await ShopStores.OpenAsync(folder, Wanted, time, cancel);
        return new OpenShop(log.Open(time), stores);

        async Task<LogRun> Wanted(LogRun? kept)
        {
            var (identity, shards) = await log.IdentifyAsync(kept?.Shards, cancel);
            return wanted(identity, shards, kept);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_streams.IsValueCreated) await _streams.Value.System.Terminate();
        await Log.DisposeAsync();
    }

    private static void CheckLog(ProgramOptions program)
    {
        if (program.Log == LogStore.Memory)
            throw new WorkFailedException("a log in memory lives only inside the run that made it: use another --log here and for run");
    }

    private static WorkFailedException Empty(DataFolder folder) =>
        new($"the data folder {folder.Path} holds no shop yet: start it with 'akkacommerce run', or say where it is with --data");
}
