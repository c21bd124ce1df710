using Akka.Actor.Setup;
using AkkaCommerce.Ingestion.Journal;
using Microsoft.Data.Sqlite;

namespace AkkaCommerce.Tests.Ingestion.Journal;

public sealed class SqliteJournalTests() : JournalTests(SetupOf(new SqliteConnectionStringBuilder { DataSource = Path.Combine(Folder, Guid.NewGuid() + ".db") }.ToString()))
{
    private static readonly string Folder = Directory.CreateTempSubdirectory("akkacommerce-journal-").FullName;

    private static ActorSystemSetup SetupOf(string connectionString)
    {
        SqliteJournal.UseWriteAheadLog(connectionString);
        return SetupOf(SqliteJournal.Configuration(connectionString), SqliteJournal.Setup(connectionString));
    }
}
