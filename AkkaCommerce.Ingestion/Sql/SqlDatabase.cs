using System.Data.Common;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;

namespace AkkaCommerce.Ingestion.Sql;

/// <summary>
/// The database of tables that people may query, one schema for all its parts. Work is done off the caller's thread; where another process is in the
/// way it is tried again, for at most <see cref="BusyLimit"/>.
/// </summary>
public sealed class SqlDatabase
{
    /// <summary>The version of the schema, of all tables together: a database of a newer one is refused.</summary>
    public const long Version = 1;

    /// <summary>How long work is tried again while another writer is in the way.</summary>
    public static readonly TimeSpan BusyLimit = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly ISqlDialect _dialect;
    private readonly TimeProvider _time;

    private SqlDatabase(ISqlDialect dialect, TimeProvider time) => (_dialect, _time) = (dialect, time);

    /// <summary>Opens the database, and makes what is not there: the tables of the runs, commands and shards, and others.</summary>
    /// <param name="tables">Statements of other parts that make their tables and indexes, each to be run any number of times
    /// (<c>CREATE TABLE IF NOT EXISTS …</c>).</param>
    /// <exception cref="StoreRefusedException">It is not ours to use: damaged, of a newer version, of another kind, not writable.</exception>
    /// <exception cref="LogUnavailableException">It cannot be used now.</exception>
    public static async Task<SqlDatabase> OpenAsync(ISqlDialect dialect, IReadOnlyList<string> tables, TimeProvider time, CancellationToken cancel)
    {
        var database = new SqlDatabase(dialect, time);
        var version = await database.ReadAsync(dialect.ReadVersion, cancel);
        if (version > Version) throw Newer(dialect, version);
        await database.WriteAsync((connection, transaction) =>
        {
            version = dialect.ReadVersion(connection);
            if (version > Version) throw Newer(dialect, version);
            foreach (var sql in RunTables.All(dialect).Concat(tables))
            {
                using var command = connection.CreateCommand();
                (command.CommandText, command.Transaction) = (sql, transaction);
                command.ExecuteNonQuery();
            }
            if (version < Version) dialect.WriteVersion(connection, transaction, Version);
            return true;
        }, cancel);
        return database;
    }

    /// <summary>Opens a SQLite file that is there; nothing is made in it.</summary>
    /// <param name="access">Whether it may be written to.</param>
    /// <returns>Null: there is none, or there is nothing in it yet.</returns>
    /// <inheritdoc cref="OpenAsync(ISqlDialect, IReadOnlyList{string}, TimeProvider, CancellationToken)" path="/exception"/>
    public static async Task<SqlDatabase?> FindAsync(string path, SqliteAccess access, TimeProvider time, CancellationToken cancel)
    {
        if (!File.Exists(path)) return null;
        var dialect = new SqliteDialect(path, access);
        var database = new SqlDatabase(dialect, time);
        var version = await database.ReadAsync(dialect.ReadVersion, cancel);
        return version > Version ? throw Newer(dialect, version) : version > 0 ? database : null;
    }

    /// <summary>Opens or makes a SQLite file.</summary>
    /// <inheritdoc cref="OpenAsync(ISqlDialect, IReadOnlyList{string}, TimeProvider, CancellationToken)"/>
    public static Task<SqlDatabase> OpenAsync(string path, IReadOnlyList<string> tables, TimeProvider time, CancellationToken cancel) =>
        OpenAsync(new SqliteDialect(path), tables, time, cancel);

    /// <summary>The database's name for a person.</summary>
    public string Name => _dialect.Name;

    /// <summary>A new open connection, whose owner disposes it: for those that do their own reading and writing.</summary>
    /// <exception cref="StoreRefusedException">As with opening.</exception>
    /// <exception cref="LogUnavailableException">As with opening.</exception>
    public DbConnection Connect()
    {
        try
        {
            return _dialect.Connect();
        }
        catch (DbException e)
        {
            throw Told(e);
        }
    }

    /// <summary>Reads.</summary>
    /// <exception cref="LogUnavailableException">It cannot be used now.</exception>
    public Task<T> ReadAsync<T>(Func<DbConnection, T> read, CancellationToken cancel) => TryAgainAsync(() =>
    {
        using var connection = _dialect.Connect();
        return read(connection);
    }, cancel);

    /// <summary>Writes in a transaction that is alone; <paramref name="write"/> may run several times, of which one is committed.</summary>
    /// <exception cref="LogUnavailableException">It cannot be written now; the outcome is unknown.</exception>
    public Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, T> write, CancellationToken cancel) => TryAgainAsync(() =>
    {
        using var connection = _dialect.Connect();
        using var transaction = _dialect.BeginWrite(connection);
        var result = write(connection, transaction);
        transaction.Commit();
        return result;
    }, cancel);

    private async Task<T> TryAgainAsync<T>(Func<T> work, CancellationToken cancel)
    {
        var began = _time.GetTimestamp();
        while (true)
        {
            try
            {
                return await Task.Run(work, cancel);
            }
            catch (DbException e) when (!_dialect.IsBusy(e) || _time.GetElapsedTime(began) >= BusyLimit)
            {
                throw Told(e);
            }
            catch (DbException)
            {
                await Task.Delay(Pause, _time, cancel);
            }
        }
    }

    private Exception Told(DbException failure) => _dialect.IsRefusal(failure)
        ? new StoreRefusedException(_dialect.Describe(failure), failure)
        : new LogUnavailableException(_dialect.Describe(failure), failure) { IsFull = _dialect.IsFull(failure) };

    private static StoreRefusedException Newer(ISqlDialect dialect, long version) =>
        new($"the database {dialect.Name} was written by a newer version of this program (schema {version}, this one knows {Version})");
}
