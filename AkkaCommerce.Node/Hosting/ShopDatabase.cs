using Akka.Hosting;
using AkkaCommerce.Analytics.Storage;
using AkkaCommerce.Ingestion.Journal;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Ingestion.Sql;
using AkkaCommerce.Node.Configuration;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Node.Hosting;

/// <summary>Where a shop's journal and tables are: in a file of its data folder, or in a database of PostgreSQL.</summary>
/// <param name="sql">Null: in the file.</param>
internal sealed class ShopDatabase(DataFolder folder, SqlOptions? sql, TimeProvider time)
{
    public ShopDatabase(DataFolder folder, ProgramOptions program, TimeProvider time) : this(folder, program.Sql, time)
    {
    }

    /// <summary>For a person.</summary>
    public string Name => sql?.Database.Name ?? folder.Database;

    /// <summary>Whether it is a file, and is not there. What a server holds is only known by asking.</summary>
    public bool IsMissing => sql is null && !File.Exists(folder.Database);

    /// <summary>Opens it, and makes what is not there.</summary>
    /// <param name="waits">Takes that it does not answer, for which is then waited; null: that is a failure.</param>
    /// <inheritdoc cref="SqlDatabase.OpenAsync(ISqlDialect, IReadOnlyList{SqlPart}, TimeProvider, CancellationToken, ILogger)" path="/exception"/>
    public Task<SqlDatabase> OpenAsync(ILogger? waits, CancellationToken cancel) => sql is null
        ? SqlDatabase.OpenAsync(new SqliteDialect(folder.Database), [AnalyticsTables.Steps], time, cancel)
        : SqlDatabase.OpenAsync(sql.Database, [AnalyticsTables.Steps, PostgresJournal.Steps], time, cancel, waits);

    /// <summary>Opens what is there; nothing is made. Null: nothing is.</summary>
    /// <param name="access">Whether a file may be written to.</param>
    /// <inheritdoc cref="SqlDatabase.FindAsync" path="/exception"/>
    public Task<SqlDatabase?> FindAsync(SqliteAccess access, CancellationToken cancel) =>
        SqlDatabase.FindAsync(sql is null ? new SqliteDialect(folder.Database, access) : sql.Database, time, cancel);

    /// <summary>Makes it the node's journal.</summary>
    public AkkaConfigurationBuilder AddJournal(AkkaConfigurationBuilder akka) => sql is null ? akka.AddSqliteJournal(folder.Database) : akka.AddPostgresJournal(sql.Database);
}
