using AkkaCommerce.Ingestion.Journal;
using AkkaCommerce.Ingestion.Sql;
using AkkaCommerce.Tests.Ingestion.Runs;
using Npgsql;

namespace AkkaCommerce.Tests.Ingestion.Sql;

/// <summary>Where a test has a database of its own, that goes with it.</summary>
public abstract class SqlPlace : IDisposable
{
    /// <summary>One of a process; another is another process', as far as it can tell.</summary>
    public abstract ISqlDialect NewDialect();

    /// <summary>Opens the database as a process does.</summary>
    public virtual Task<SqlDatabase> OpenAsync(params SqlPart[] parts) => SqlDatabase.OpenAsync(NewDialect(), parts, TimeProvider.System, default);

    public abstract void Dispose();
}

/// <summary>A file of SQLite.</summary>
public sealed class SqlitePlace : SqlPlace
{
    private readonly TemporaryFolder _folder = new();

    public override ISqlDialect NewDialect() => new SqliteDialect(_folder.File("akkacommerce.db"));

    public override void Dispose() => _folder.Dispose();
}

/// <summary>A database of the PostgreSQL under test.</summary>
public sealed class PostgresPlace : SqlPlace
{
    private readonly string _name = $"akkacommerce_test_{Guid.NewGuid():N}";

    public PostgresPlace() => Execute($"CREATE DATABASE {_name}");

    public string ConnectionString => new NpgsqlConnectionStringBuilder(TestPostgres.ConnectionString) { Database = _name }.ToString();

    public PostgresDialect NewPostgres() => new(ConnectionString);

    public override ISqlDialect NewDialect() => NewPostgres();

    /// <summary>With the journal's table, too.</summary>
    public override Task<SqlDatabase> OpenAsync(params SqlPart[] parts) => base.OpenAsync([PostgresJournal.Steps, .. parts]);

    public override void Dispose() => Execute($"DROP DATABASE {_name} WITH (FORCE)");

    private static void Execute(string sql)
    {
        using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(TestPostgres.ConnectionString) { Pooling = false });
        using var command = source.CreateCommand(sql);
        command.ExecuteNonQuery();
    }
}
