using Akka.Actor.Setup;
using Akka.Hosting;
using Akka.Persistence.Sql.Config;
using LinqToDB;
using Microsoft.Data.Sqlite;

namespace AkkaCommerce.Ingestion.Journal;

/// <summary>Akka.Persistence.Sql's journal in a SQLite file, for every persistent actor of a node: the shop's clock and the analysts.</summary>
public static class SqliteJournal
{
    /// <summary>
    /// Makes the file of <paramref name="path"/> the node's journal; the file is opened (made, if need be) and set to write-ahead logging here,
    /// so that a folder that cannot be used is known before an actor starts.
    /// </summary>
    public static AkkaConfigurationBuilder AddSqliteJournal(this AkkaConfigurationBuilder builder, string path)
    {
        var connectionString = new SqliteConnectionStringBuilder { DataSource = path }.ToString();
        UseWriteAheadLog(connectionString);
        return builder
            .AddHocon(Configuration(connectionString), HoconAddMode.Prepend)
            .AddSetup(Setup(connectionString))
            .AddStartup((system, _) => SqlJournal.Warm(system));
    }

    /// <summary>The settings, for a system that is not hosted (a test's): give <see cref="Setup"/> beside.</summary>
    public static string Configuration(string connectionString) => SqlJournal.Configuration(
        ProviderName.SQLiteMS,
        connectionString,
        """
        auto-initialize = true
        # Readers take no write lock (a deferred transaction), and see what is committed.
        read-isolation-level = read-uncommitted
        """);

    public static Setup Setup(string connectionString) => new DataOptionsSetup(
        new DataOptions()
            .UseConnectionString(ProviderName.SQLiteMS, connectionString)
            .UseInterceptor(new JournalPragmas()));

    /// <summary>Sets the file's journal mode, which lasts; a connection string can not.</summary>
    public static void UseWriteAheadLog(string connectionString)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA busy_timeout=5000; PRAGMA journal_mode=WAL;";
        command.ExecuteNonQuery();
    }
}
