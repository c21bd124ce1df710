using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Ingestion.Sql;
using AkkaCommerce.Ingestion.Sqlite;
using AkkaCommerce.Node.Logs;

namespace AkkaCommerce.Node.Hosting;

/// <summary>A log in a file and the database beside it: what is said where one of the two was lost.</summary>
internal static class StorePair
{
    private const string WhatToDo = "put back the one that belongs to it (a backup holds both), or begin anew in another folder (--data)";

    /// <summary>Whether there is a log with events and no database: a shop that begins makes the database first.</summary>
    public static bool HasLostDatabase(DataFolder folder) =>
        !File.Exists(folder.Database) && File.Exists(folder.Log) && HasEvents(folder, SqliteAccess.Read) && !File.Exists(folder.Database);

    /// <summary>The log that is there, for a command beside whoever runs the shop.</summary>
    public static SqliteShopLog Log(DataFolder folder, SqliteAccess access) => new(folder, Options(folder, access), shards: null);

    /// <summary>Whether anything was ever committed to the log that is there.</summary>
    public static bool HasEvents(DataFolder folder, SqliteAccess access) => SqliteLogFile.Open(Options(folder, access)).HasRecords;

    /// <summary>The log holds events of which the database knows nothing.</summary>
    public static StoreRefusedException NoRecord(DataFolder folder) => new(
        $"the log {folder.Log} holds events, but {folder.Database} {(File.Exists(folder.Database) ? "has no record of their run" : "is missing")}: {WhatToDo}; "
        + "'akkacommerce export' writes out what the log holds");

    /// <summary>The database knows of a log that is not there.</summary>
    public static StoreRefusedException NoLog(DataFolder folder) => new(
        $"the database {folder.Database} belongs to a log, but {folder.Log} is missing: {WhatToDo}; 'akkacommerce snapshot' shows what the database holds");

    private static SqliteLogOptions Options(DataFolder folder, SqliteAccess access) => new() { Path = folder.Log, Access = access, Retention = null };
}
