using Akka.Streams;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Ingestion.Sql;
using AkkaCommerce.Ingestion.Sqlite;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Node.Hosting;
using AkkaCommerce.Node.Logs;

namespace AkkaCommerce.Node.Commands;

/// <summary>A shop's data folder, opened by a command beside whoever runs the shop: no role is taken.</summary>
internal sealed class OpenShop : IAsyncDisposable
{
    private readonly OpenLog _log;

    private OpenShop(OpenLog log, ShopStores stores) => (_log, Stores) = (log, stores);

    public IEventLog Log => _log.Log;

    public ShopStores Stores { get; }

    public IMaterializer Materializer => _log.Materializer;

    /// <summary>Opens what is there; nothing is made where nothing is.</summary>
    /// <param name="access">Whether it may be written to.</param>
    /// <exception cref="WorkFailedException">There is no shop there, or it lives in another process' memory.</exception>
    /// <exception cref="StoreRefusedException">It is not ours to use, or a half of it was lost.</exception>
    public static async Task<OpenShop> OpenAsync(Invocation invocation, SqliteAccess access, CancellationToken cancel)
    {
        var folder = Folder(invocation, isNeeded: invocation.Program.Kafka is null || invocation.Program.Sql is null);
        var (place, pair) = (new ShopDatabase(folder, invocation.Program, invocation.Time), Pair(invocation, folder));
        if (invocation.Program.Kafka is { } kafka)
        {
            var topics = KafkaShopLog.OfCommand(kafka, pair, run: null, invocation.Time);
            return await FindAsync(topics) ?? throw (await topics.IsBegunAsync(cancel) ? topics.NoRecord() : Empty(place));
        }
        if (!File.Exists(folder.Log)) throw await ShopStores.FindAsync(folder, place, access, identity: null, cancel) is null ? Empty(place) : pair.NoLog();
        return await FindAsync(pair.Log(access)) ?? throw (pair.HasEvents(access) ? pair.NoRecord() : Empty(place));

        async Task<OpenShop?> FindAsync(IShopLog log)
        {
            var (identity, _) = await log.IdentifyAsync(kept: null, cancel);
            return await ShopStores.FindAsync(folder, place, access, identity, cancel) is { } stores ? new OpenShop(new OpenLog(log, invocation.Time), stores) : null;
        }
    }

    /// <summary>Opens the database alone: what was made of the log, also where the log was lost.</summary>
    /// <param name="access">Whether it may be written to.</param>
    /// <inheritdoc cref="OpenAsync" path="/exception"/>
    public static async Task<ShopStores> OpenStoresAsync(Invocation invocation, SqliteAccess access, CancellationToken cancel)
    {
        var folder = Folder(invocation, isNeeded: invocation.Program.Sql is null);
        var (place, pair) = (new ShopDatabase(folder, invocation.Program, invocation.Time), Pair(invocation, folder));
        return await ShopStores.FindAsync(folder, place, access, identity: null, cancel) ?? throw (pair.HasEvents(SqliteAccess.Read) ? pair.NoRecord() : Empty(place));
    }

    /// <summary>Opens what is there, and where nothing is makes it, as the first run would.</summary>
    /// <inheritdoc cref="OpenAsync" path="/exception"/>
    public static async Task<OpenShop> OpenOrMakeAsync(Invocation invocation, CancellationToken cancel)
    {
        CheckLog(invocation.Program);
        var folder = DataFolder.Open(invocation.Program.Data);
        var run = RunOptions.Read(invocation.Settings, untilIdle: false, skipGap: false);
        var (place, pair) = (new ShopDatabase(folder, invocation.Program, invocation.Time), Pair(invocation, folder));
        IShopLog log = invocation.Program.Kafka is { } kafka ? KafkaShopLog.OfCommand(kafka, pair, run, invocation.Time)
            : new SqliteShopLog(pair, new SqliteLogOptions { Path = folder.Log, Retention = null }, run.Simulation.Shards);
        var stores = await ShopStores.OpenAsync(folder, place, log, run, waits: null, cancel);
        return new OpenShop(new OpenLog(log, invocation.Time), stores);
    }

    /// <summary>The data folder, which is there where something of the shop is in it.</summary>
    /// <exception cref="WorkFailedException">It is not, or the shop lives in another process' memory.</exception>
    public static DataFolder Folder(Invocation invocation, bool isNeeded)
    {
        var program = invocation.Program;
        CheckLog(program);
        if (isNeeded && !Directory.Exists(program.Data))
            throw new WorkFailedException($"there is no data folder {Path.GetFullPath(program.Data)}: start the shop with 'akkacommerce run', or say where it is with --data");
        return DataFolder.At(program.Data);
    }

    public static StorePair Pair(Invocation invocation, DataFolder folder) => new(folder, new ShopDatabase(folder, invocation.Program, invocation.Time));

    public static WorkFailedException Empty(ShopDatabase place) => new($"{place.Holder} holds no shop yet: start it with 'akkacommerce run', or say where it is with {place.Option}");

    public ValueTask DisposeAsync() => _log.DisposeAsync();

    /// <exception cref="WorkFailedException">The shop lives in another process' memory.</exception>
    public static void CheckLog(ProgramOptions program)
    {
        if (program.Log == LogStore.Memory)
            throw new WorkFailedException("a log in memory lives only inside the run that made it: use another --log here and for run");
    }
}
