using Akka.Actor.Setup;
using Akka.Hosting;
using Akka.Persistence.Sql.Config;
using AkkaCommerce.Ingestion.Sql;
using LinqToDB;
using LinqToDB.Data;
using LinqToDB.DataProvider.PostgreSQL;

namespace AkkaCommerce.Ingestion.Journal;

/// <summary>Akka.Persistence.Sql's journal in PostgreSQL, over the connections of the tables beside it.</summary>
public static class PostgresJournal
{
    /// <summary>The journal's table, as Akka.Persistence.Sql would make it. As a part of the schema it is made once, by whichever node starts first.</summary>
    public static IEnumerable<string> Steps(ISqlDialect dialect, long version) => version > 0 ? [] :
    [
        """
        CREATE TABLE journal (
            ordering        BIGINT  NOT NULL GENERATED ALWAYS AS IDENTITY,
            created         BIGINT  NOT NULL,
            deleted         BOOLEAN NOT NULL,
            persistence_id  TEXT    NOT NULL,
            sequence_number BIGINT  NOT NULL,
            message         BYTEA   NOT NULL,
            tags            TEXT,
            manifest        TEXT,
            identifier      INTEGER,
            writer_uuid     TEXT,
            CONSTRAINT "PK_journal" PRIMARY KEY (ordering),
            CONSTRAINT journal_uq UNIQUE (persistence_id, sequence_number))
        """,
        "CREATE INDEX journal_created_idx ON journal (created)",
        "CREATE INDEX journal_sequence_number_idx ON journal (sequence_number)",
    ];

    /// <summary>Makes a database the node's journal; its tables are there (<see cref="Steps"/>).</summary>
    public static AkkaConfigurationBuilder AddPostgresJournal(this AkkaConfigurationBuilder builder, PostgresDialect database) => builder
        .AddHocon(Configuration, HoconAddMode.Prepend)
        .AddSetup(Setup(database))
        .AddStartup((system, _) => SqlJournal.Warm(system));

    /// <summary>The settings, for a system that is not hosted (a test's): give <see cref="Setup"/> beside. They hold no secret.</summary>
    public static string Configuration => SqlJournal.Configuration(ProviderName.PostgreSQL15, connectionString: "that of the setup", "auto-initialize = false");

    public static Setup Setup(PostgresDialect database) => new DataOptionsSetup(new DataOptions().WithOptions<ConnectionOptions>(options => options with
    {
        ProviderName = ProviderName.PostgreSQL15,
        DataProvider = PostgreSQLTools.GetDataProvider(PostgreSQLVersion.v15),
        ConnectionFactory = _ => database.NewConnection(),
    }));
}
