using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Hosting;
using Akka.Persistence;
using Akka.Persistence.Sql.Config;
using LinqToDB;
using Microsoft.Data.Sqlite;

namespace AkkaCommerce.Ingestion.Journal;

/// <summary>Akka.Persistence.Sql's journal in a SQLite file, for every persistent actor of a node: the shop's clock and the analysts.</summary>
public static class SqliteJournal
{
    private const string PluginId = "akka.persistence.journal.sql";

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
            .AddStartup((system, _) => Warm(system));
    }

    /// <summary>A process's first recovery takes a second, most of it compiling: it does so while the cluster forms, for nobody.</summary>
    private static void Warm(ActorSystem system) =>
        Persistence.Instance.Apply(system).JournalFor(null).Tell(new ReplayMessages(1, long.MaxValue, 1, "nobody", ActorRefs.Nobody), ActorRefs.Nobody);

    /// <summary>The settings, for a system that is not hosted (a test's): give <see cref="Setup"/> beside.</summary>
    public static string Configuration(string connectionString) =>
        $$"""
        akka.persistence {
          journal {
            plugin = "{{PluginId}}"
            sql {
              class = "Akka.Persistence.Sql.Journal.SqlWriteJournal, Akka.Persistence.Sql"
              connection-string = "{{connectionString.Replace("\\", "\\\\", StringComparison.Ordinal)}}"
              provider-name = "{{ProviderName.SQLiteMS}}"
              auto-initialize = true
              tag-write-mode = Csv
              # A row a statement: a number taken twice fails the actor that took it, and no other whose row shares the INSERT.
              batch-size = 1
              # Readers take no write lock (a deferred transaction), and see what is committed.
              read-isolation-level = read-uncommitted
              # Two incarnations may write in turns; who is right is told by the entries' own chain, not guessed here.
              replay-filter.mode = off
              # One for the node: some refused entries of doubled actors must not shut out all others.
              circuit-breaker { max-failures = 100, call-timeout = 20s, reset-timeout = 1s }
              recovery-event-timeout = 30s
            }
          }
          max-concurrent-recoveries = 64
        }
        """;

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
