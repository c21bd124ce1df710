using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Ingestion.Sql;
using AkkaCommerce.Ingestion.Sqlite;
using AkkaCommerce.Node.Logs;

namespace AkkaCommerce.Node.Hosting;

/// <summary>A log and the database beside it: what is said where one of the two was lost.</summary>
internal sealed class StorePair(DataFolder folder, ShopDatabase database)
{
    private const string AnotherFolder = "begin anew in another folder (--data)";
    private const string PutBack = "put back the one that belongs to it (a backup holds both)";

    /// <summary>Whether there is a log in a file with events, and a database in a file is missing: a shop that begins makes the database first.</summary>
    public bool HasLostFile() => database.IsMissing && HasEvents(SqliteAccess.Read) && database.IsMissing;

    /// <summary>The log in a file that is there, for a command beside whoever runs the shop.</summary>
    public SqliteShopLog Log(SqliteAccess access) => new(this, Options(access), shards: null);

    /// <summary>Whether anything was ever committed to the log in a file; no where there is none.</summary>
    public bool HasEvents(SqliteAccess access) => File.Exists(folder.Log) && SqliteLogFile.Open(Options(access)).HasRecords;

    /// <summary>Whether the database was begun.</summary>
    public async Task<bool> HasDatabaseAsync(CancellationToken cancel) => await database.FindAsync(SqliteAccess.Read, cancel) is not null;

    /// <summary>The log in a file holds events of which the database knows nothing.</summary>
    public StoreRefusedException NoRecord() => NoRecord(folder.Log, "the log", AnotherFolder);

    /// <summary>The topics hold records of which the database knows nothing.</summary>
    /// <param name="topics">For a person.</param>
    public StoreRefusedException NoRecordOfTopics(string topics) => NoRecord(topics, "the log in", "begin anew with other topics (--topic-prefix)");

    /// <summary>The database knows of a log that is not there.</summary>
    public StoreRefusedException NoLog() => new(
        $"the database {database.Name} belongs to a log, but {folder.Log} is missing: {PutBack}, or {AnotherFolder}; 'akkacommerce snapshot' shows what the database holds");

    private StoreRefusedException NoRecord(string log, string what, string anew) => new(
        $"{what} {log} holds events, but {database.Name} {(database.IsMissing ? "is missing" : "has no record of their run")}: {PutBack}, or {anew}; "
        + "'akkacommerce export' writes out what the log holds");

    private SqliteLogOptions Options(SqliteAccess access) => new() { Path = folder.Log, Access = access, Retention = null };
}
