using Akka.Actor;
using Akka.Configuration;
using Akka.Streams;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Sql;
using AkkaCommerce.Node.Logs;

namespace AkkaCommerce.Node.Commands;

/// <summary>A log opened by a command beside whoever runs the shop, with streams to read it by.</summary>
internal sealed class OpenLog(IShopLog log, TimeProvider time) : IAsyncDisposable
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

    public IEventLog Log { get; } = log.Open(time);

    /// <summary>Whether changes to it are not seen: nothing can be written beside it, and nobody had it open.</summary>
    public bool IsTakenAsItIs => log.IsTakenAsItIs;

    public IMaterializer Materializer => _streams.Value.Materializer;

    /// <summary>Opens the log of a data folder, also where the database beside it was lost.</summary>
    /// <exception cref="WorkFailedException">There is none.</exception>
    /// <exception cref="StoreRefusedException">It is not ours to use.</exception>
    /// <exception cref="LogUnavailableException">It cannot be reached.</exception>
    public static async Task<OpenLog> OpenAsync(Invocation invocation, CancellationToken cancel)
    {
        var folder = OpenShop.FolderOrNone(invocation);
        var pair = OpenShop.Pair(invocation, folder);
        if (invocation.Program.Kafka is { } kafka) return await OpenAsync(KafkaShopLog.OfCommand(kafka, pair, run: null, invocation.Time));
        if (!File.Exists(folder.Log)) throw await pair.HasDatabaseAsync(cancel) ? pair.NoLog() : OpenShop.Empty(folder);
        return await OpenAsync(pair.Log(SqliteAccess.Read));

        async Task<OpenLog> OpenAsync(IShopLog log)
        {
            await log.IdentifyAsync(kept: null, cancel);
            return new OpenLog(log, invocation.Time);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_streams.IsValueCreated) await _streams.Value.System.Terminate();
        await Log.DisposeAsync();
    }
}
