using System.Data.Common;
using System.Globalization;
using Npgsql;

namespace AkkaCommerce.Ingestion.Sql;

/// <summary>
/// A database of PostgreSQL, from whatever machine. Who writes alone holds an advisory lock of the schema for the length of a transaction; a server does
/// not wait for ever for one whose machine is gone.
/// </summary>
public sealed class PostgresDialect : ISqlDialect
{
    /// <summary>Connections are the process's, shared by tables and journal. What the connection string says goes before it.</summary>
    private const string Defaults = "Timeout=5;Command Timeout=10;Keepalive=10;Maximum Pool Size=25;Application Name=akkacommerce;";

    private const string Alone =
        """
        SET LOCAL lock_timeout = '5s';
        SET LOCAL idle_in_transaction_session_timeout = '15s';
        SELECT pg_advisory_xact_lock(hashtext('akkacommerce'), hashtext(current_schema()));
        """;

    private readonly NpgsqlDataSource _source;

    /// <param name="connectionString">Of Npgsql. A password may stand there, in PGPASSWORD, or in the file that PGPASSFILE names.</param>
    /// <exception cref="ArgumentException">It is none; the message may hold a part of it.</exception>
    public PostgresDialect(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(Defaults + connectionString);
        Name = string.Create(CultureInfo.InvariantCulture, $"{settings.Host}:{settings.Port}/{settings.Database}");
        _source = NpgsqlDataSource.Create(settings);
    }

    public string Name { get; }

    public SqlTypes Types { get; } = new()
    {
        Identity = "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
        Whole = "BIGINT",
        Bytes = "BYTEA",
        Money = "NUMERIC",
        Number = "NUMERIC",
        Time = "TIMESTAMPTZ",
        Json = "JSONB",
        ParsesJson = true,
    };

    public bool MayExist => true;

    public bool IsServer => true;

    public string BeginReading => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    /// <summary>One that is not open, for those that open it themselves.</summary>
    internal DbConnection NewConnection() => _source.CreateConnection();

    public DbConnection Connect()
    {
        try
        {
            return _source.OpenConnection();
        }
        catch (Exception e) when (e is System.Net.Sockets.SocketException or TimeoutException)
        {
            throw new NpgsqlException(e.Message, e);
        }
    }

    public DbTransaction BeginWrite(DbConnection connection)
    {
        var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (Alone, transaction);
        command.ExecuteNonQuery();
        return transaction;
    }

    /// <remarks>By a scan of the catalog: <c>to_regclass</c> may answer from before another's transaction, whose end was waited for.</remarks>
    public bool HasTable(DbConnection connection, string name)
    {
        using var command = ((NpgsqlConnection)connection).CreateCommand();
        command.CommandText = "SELECT EXISTS (SELECT FROM pg_class WHERE relname = $1 AND relnamespace = to_regnamespace(current_schema()))";
        command.Parameters.Add(new NpgsqlParameter { Value = name });
        return command.ExecuteScalar() is true;
    }

    public long ReadVersion(DbConnection connection)
    {
        if (!HasTable(connection, "schema_version")) return 0;
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT version FROM schema_version";
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    public void WriteVersion(DbConnection connection, DbTransaction transaction, long version)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = string.Create(CultureInfo.InvariantCulture,
            $"""
            CREATE TABLE IF NOT EXISTS schema_version (id INTEGER PRIMARY KEY CHECK (id = 1), version BIGINT NOT NULL);
            INSERT INTO schema_version (id, version) VALUES (1, {version}) ON CONFLICT (id) DO UPDATE SET version = excluded.version;
            """);
        command.ExecuteNonQuery();
    }

    public SqlTrouble TroubleOf(DbException failure) => PostgresTrouble.Of(failure);

    public string Describe(DbException failure) => PostgresTrouble.Describe(failure, Name);
}
