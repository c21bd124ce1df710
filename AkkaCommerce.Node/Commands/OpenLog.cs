using Akka.Actor;
using Akka.Configuration;
using Akka.Streams;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Sql;
using AkkaCommerce.Ingestion.Sqlite;
using AkkaCommerce.Node.Hosting;

namespace AkkaCommerce.Node.Commands;

/// <summary>A log opened by a command beside whoever runs the shop, with streams to read it by.</summary>
internal sealed class OpenLog(SqliteLogFile file, TimeProvider time) : IAsyncDisposable
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

    public IEventLog Log { get; } = SqliteEventLog.On(file, time);

    /// <summary>Whether changes to it are not seen: nothing can be written beside it, and nobody had it open.</summary>
    public bool IsTakenAsItIs => file.IsTakenAsItIs;

    public IMaterializer Materializer => _streams.Value.Materializer;

    /// <summary>Opens the log of a data folder, also where the database beside it was lost.</summary>
    /// <exception cref="WorkFailedException">There is none.</exception>
    /// <exception cref="StoreRefusedException">It is not ours to use.</exception>
    public static OpenLog Open(Invocation invocation)
    {
        var folder = OpenShop.Folder(invocation);
        return File.Exists(folder.Log) ? new OpenLog(StorePair.Log(folder, SqliteAccess.Read), invocation.Time)
            : File.Exists(folder.Database) ? throw StorePair.NoLog(folder)
            : throw OpenShop.Empty(folder);
    }

    public async ValueTask DisposeAsync()
    {
        if (_streams.IsValueCreated) await _streams.Value.System.Terminate();
        await Log.DisposeAsync();
    }
}
