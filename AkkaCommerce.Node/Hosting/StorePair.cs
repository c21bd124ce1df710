using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Ingestion.Sql;
using AkkaCommerce.Ingestion.Sqlite;
using AkkaCommerce.Node.Configuration;

namespace AkkaCommerce.Node.Hosting;

/// <summary>
/// The log and the database of a data folder are a pair: each is made with the other, and where one was lost no other takes its place beside what is left.
/// </summary>
internal static class StorePair
{
    private const string WhatToDo = "put back the one that belongs to it (a backup holds both), or begin anew in another folder (--data)";

    /// <summary>Opens both; makes both where neither is there.</summary>
    /// <remarks>
    /// Another process may begin the folder at the same time. It makes the log, then the record, then events; so who looks for events first and for the
    /// record afterwards, or for the record first and for the log afterwards, never takes a beginning for a loss.
    /// </remarks>
    /// <exception cref="StoreRefusedException">One of them was lost, is not ours to use, or was begun with other options.</exception>
    public static async Task<(SqliteLogFile Log, ShopStores Stores)> OpenAsync(
        DataFolder folder, SqliteLogOptions options, RunOptions run, TimeProvider time, CancellationToken cancel)
    {
        var log = File.Exists(folder.Log) ? SqliteLogFile.Open(options) : null;
        var hasEvents = log is { HasRecords: true };
        if (hasEvents && !File.Exists(folder.Database)) throw NoRecord(folder);
        var stores = await ShopStores.OpenAsync(folder, kept =>
        {
            if (kept is null && hasEvents) throw NoRecord(folder);
            if (kept is not null && !File.Exists(folder.Log)) throw NoLog(folder);
            log ??= SqliteLogFile.Open(options with { Shards = run.Simulation.Shards });
            return RunRecords.Log(log.Identity, log.Shards, run, kept);
        }, time, cancel);
        if (log!.IsSimulated && await stores.Runs.FindSimulationAsync(cancel) is null) throw NoRecord(folder);
        return (log, stores);
    }

    /// <summary>Whether there is a log with events and no database: a shop that begins makes the database first.</summary>
    public static bool HasLostDatabase(DataFolder folder) =>
        !File.Exists(folder.Database) && File.Exists(folder.Log) && Log(folder, SqliteAccess.Read).HasRecords && !File.Exists(folder.Database);

    /// <summary>The log that is there, for a command beside whoever runs the shop.</summary>
    public static SqliteLogFile Log(DataFolder folder, SqliteAccess access) =>
        SqliteLogFile.Open(new SqliteLogOptions { Path = folder.Log, Access = access, Retention = null });

    /// <summary>The log holds events of which the database knows nothing.</summary>
    public static StoreRefusedException NoRecord(DataFolder folder) => new(
        $"the log {folder.Log} holds events, but {folder.Database} {(File.Exists(folder.Database) ? "has no record of their run" : "is missing")}: {WhatToDo}; "
        + "'akkacommerce export' writes out what the log holds");

    /// <summary>The database knows of a log that is not there.</summary>
    public static StoreRefusedException NoLog(DataFolder folder) => new(
        $"the database {folder.Database} belongs to a log, but {folder.Log} is missing: {WhatToDo}; 'akkacommerce snapshot' shows what the database holds");
}
